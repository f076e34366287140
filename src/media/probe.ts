import * as z from 'zod/mini';
import type { Damage, Video } from './inventory.ts';
import { type Packet, type Times, timesIn } from './probe-times.ts';

/** What ffprobe, from 5.1 on, is asked after its name and before the file: packet times without decoding, about 0.1 s a clip. */
export const probeArguments = [
  ...['-v', 'error', '-select_streams', 'V:0', '-show_entries'],
  [
    'packet=pts_time,dts_time,duration_time,flags',
    'stream=codec_name,width,height,sample_aspect_ratio,pix_fmt,field_order,duration,nb_frames',
    'stream=color_range,color_space,color_transfer,color_primaries',
    'stream_tags=alpha_mode',
    'stream_side_data=rotation,dv_profile,dv_bl_signal_compatibility_id',
    'format=format_name',
  ].join(':'),
  ...['-of', 'json=compact=1'],
  // In one piece; without this each packet is written by itself, and heard of by itself.
  ...['-o', 'pipe:1'],
] as const;

/**
 * Containers that hold clips, and nothing that opens other files: a text file named x.mp4 that holds an HLS or ffconcat list is
 * otherwise followed to where it points.
 */
export const safeInput = [
  ...['-protocol_whitelist', 'file', '-format_whitelist'],
  'mov,matroska,avi,mpegts,mpeg,gif,flv,asf,ogg,mxf,h264,hevc,mpegvideo,png_pipe,jpeg_pipe',
] as const;

/** What a run of ffprobe left behind. */
export type Probed = { readonly code: number | null; readonly output: string; readonly errors: string };

const seconds = z.optional(z.pipe(z.string(), z.transform(Number)));
const word = z.optional(z.string());

const stream = z.object({
  codec_name: z._default(z.string(), 'unknown'),
  width: z._default(z.int(), 0),
  height: z._default(z.int(), 0),
  sample_aspect_ratio: z._default(z.string(), '1:1'),
  pix_fmt: z._default(z.string(), 'unknown'),
  field_order: z._default(z.string(), 'unknown'),
  duration: seconds,
  nb_frames: seconds,
  color_range: word,
  color_space: word,
  color_transfer: word,
  color_primaries: word,
  tags: z._default(z.object({ alpha_mode: word }), {}),
  side_data_list: z._default(
    z.array(
      z.object({
        rotation: z.optional(z.number()),
        dv_profile: z.optional(z.number()),
        dv_bl_signal_compatibility_id: z.optional(z.number()),
      }),
    ),
    [],
  ),
});

const report = z.object({
  // Read by hand: a film has half a million of them.
  packets: z._default(z.custom<readonly Packet[]>(Array.isArray), []),
  streams: z._default(z.array(stream), []),
  format: z._default(z.object({ format_name: word }), {}),
});

type Stream = z.output<typeof stream>;

export const isDamage = (seen: object): seen is Damage => 'reason' in seen;

/** ffprobe's answer → the clip's video, or why it can't be used. */
export const readProbe = ({ code, output, errors }: Probed): Video | Damage => {
  const complaint = lastLine(errors);
  const read = report.safeParse(json(output));
  if (!read.success) return { reason: 'unreadable', detail: complaint || endOf(code) };
  const { packets, streams, format } = read.data;
  const [found] = streams;
  if (!found?.width || !found.height) {
    const opened = code === 0 && format.format_name !== undefined;
    return opened
      ? { reason: 'no-video', detail: `${format.format_name} without a video stream` }
      : { reason: 'unreadable', detail: complaint || endOf(code) };
  }
  // An edit list hides packets by this flag: decoders need them, nobody sees them.
  const shown = packets.filter(({ flags = '' }) => !flags.includes('D'));
  if (shown.length === 0) return { reason: 'damaged', detail: complaint || `no frame of ${found.codec_name} is there` };
  if (shown.length < 2) return { reason: 'still-picture', detail: `${shown.length} frame of ${found.codec_name}` };
  if (complaint || code !== 0) return { reason: 'damaged', detail: complaint || endOf(code) };
  const blind = packets.findIndex(({ flags = '' }) => flags.includes('K'));
  // Decoders drop them, some without a word: the clip would begin later than its times say.
  if (blind > 0)
    return {
      reason: 'damaged',
      detail: `no key frame stands before its first ${blind === 1 ? 'frame' : `${blind} frames`}, which can not be decoded`,
    };
  if (found.pix_fmt === 'unknown')
    return { reason: 'unreadable', detail: `there is no decoder for its pictures (${found.codec_name})` };
  const dolby = found.side_data_list.find((data) => data.dv_bl_signal_compatibility_id === 0);
  // Profile 5: its base layer is neither SDR nor HDR10 nor HLG, and shown as one of them it is green and violet.
  if (dolby)
    return {
      reason: 'unreadable',
      detail: `it is Dolby Vision of profile ${dolby.dv_profile}, whose colours only its own decoders know`,
    };
  if (found.codec_name === 'hevc' && hasFields(found))
    return { reason: 'unreadable', detail: 'its pictures are single fields of HEVC, which ffmpeg does not join' };
  const times = timesIn(shown, { ...found, isAvi: format.format_name === 'avi' });
  return isDamage(times) ? times : { ...pictureOf(found), ...times };
};

const endOf = (code: number | null): string => (code === null ? 'ffprobe crashed on it' : `ffprobe ended with ${code}`);

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The last thing ffprobe says, without addresses; that the file can't be opened is said by the line before it too, and better. */
const lastLine = (text: string): string => {
  const lines = text.trim().split('\n');
  const telling =
    lines.filter((line) => !line.startsWith('file:')).at(-1) ?? lines.at(-1)?.replace(/^file:.*: /, '') ?? '';
  return telling
    .replace(/ @ 0x[0-9a-f]+\]/, ']')
    .replace(/^\[(\w+)\] Format not on whitelist .*/, 'it is $1, which is none of the containers that are read')
    .replace(/^\[mov\S+\] (moov atom not found)$/, 'it is no MP4, or one that was not written to its end ($1)')
    .slice(0, 200);
};

/** DV has fields, and its container does not say so. */
const hasFields = ({ codec_name, field_order }: Stream): boolean =>
  ['tt', 'bb', 'tb', 'bt', ...(codec_name === 'dvvideo' ? ['unknown'] : [])].includes(field_order);

type Picture = Omit<Video, keyof Times>;

/** ffmpeg turns pictures upright by itself, so sides and pixels are told as they come out. */
const pictureOf = (stream: Stream): Picture => {
  const turned = stream.side_data_list.some(({ rotation = 0 }) => Math.abs(Math.round(rotation)) % 180 === 90);
  const [across = '1', down = '1'] = /^0:|:0$/.test(stream.sample_aspect_ratio)
    ? ['1', '1']
    : stream.sample_aspect_ratio.split(':');
  const colour = {
    range: stream.color_range,
    space: stream.color_space,
    transfer: stream.color_transfer,
    primaries: stream.color_primaries,
  };
  return {
    codec: stream.codec_name,
    width: turned ? stream.height : stream.width,
    height: turned ? stream.width : stream.height,
    pixel_aspect: turned ? `${down}:${across}` : `${across}:${down}`,
    pixel_format: stream.pix_fmt,
    interlaced: hasFields(stream),
    ...(stream.tags.alpha_mode === '1' ? { alpha: true } : {}),
    colour: Object.fromEntries(Object.entries(colour).filter(([, tag]) => tag !== undefined && tag !== 'unknown')),
  };
};
