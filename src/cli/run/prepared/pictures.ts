import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Picture } from '../../../report/strips.ts';
import { writeWhole } from '../../disk/place.ts';

/** Pictures in a strip, the height of each in the file and on the page: sharp on a dense screen. */
const strip = { pictures: 8, height: 108, shown: 72 };

/** As prepare.sh reads clips: nothing is followed to elsewhere. */
const reading = [
  ...['-protocol_whitelist', 'file', '-format_whitelist', 'mov,matroska,avi,mpegts,mpeg,gif,flv,asf,ogg,mxf'],
  ...['-threads', '1', '-skip_loop_filter', 'all'],
];

/** Seconds from which on a clip is not read as a whole, but a keyframe for each picture. */
const long = 40;

/** Milliseconds. A strip that takes longer is not made: pictures are a help, and not worth a night. */
const patience = 15_000;

/** Seconds from which on a picture stands for more than the frames between two that others rest on. */
const unhurried = 8;

/** Frames of a sample from which on each picture has a keyframe of its own: prepare.sh writes one each eighth frame. */
const keyed = 8 * strip.pictures + 1;

/** A video, how long it is, and where its strip is kept; how many frames it has, where prepare.sh has made it. */
export type Filmed = {
  readonly video: string;
  readonly seconds: number;
  readonly kept: string;
  readonly frames?: number;
};

/**
 * Eight pictures of a video side by side, evenly over its seconds; undefined where ffmpeg makes none. What was made from the
 * video as it is now is not made again.
 */
export const stripOf = async (filmed: Filmed): Promise<Picture | undefined> => {
  const { video, seconds, kept } = filmed;
  if (!existsSync(video)) return undefined;
  const known = isNewer(kept, video) ? readFileSync(kept) : undefined;
  const jpeg = known ?? (await jpegOf(seconds > long ? leaping(video, seconds) : whole(filmed)));
  const size = jpeg && sizeOf(jpeg);
  if (!jpeg || !size) return undefined;
  if (!known) keep(kept, jpeg);
  const scale = strip.shown / size.height;
  return {
    uri: `data:image/jpeg;base64,${jpeg.toString('base64')}`,
    width: Math.round(size.width * scale),
    height: strip.shown,
  };
};

const isNewer = (file: string, than: string): boolean =>
  existsSync(file) && statSync(file).mtimeMs > statSync(than).mtimeMs;

const keep = (file: string, jpeg: Buffer): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, jpeg);
};

/** Square pixels, and colours that a JPEG can have. */
const small = `scale=trunc(ih*dar/2)*2:ih,setsar=1,scale=-2:${strip.height}:flags=bilinear,format=yuvj420p`;

/** Frames that are not decoded: a second of 1080p has 30, and the strip of a clip shows one or none of them. */
const skipped = ({ seconds, frames }: Filmed): string[] => {
  if (frames !== undefined) return frames >= keyed ? ['-skip_frame', 'nokey'] : [];
  return seconds >= unhurried ? ['-skip_frame', 'bidir'] : [];
};

/** One decode of all; each picture is that of the middle of its eighth, or the one before it that is decoded. */
const whole = (filmed: Filmed): string[] => {
  const { video, seconds } = filmed;
  const each = seconds / strip.pictures;
  // The last picture is held a little, where the container's time is longer than its pictures.
  const chosen = `setpts=PTS-STARTPTS,tpad=stop_duration=${each.toFixed(4)}:stop_mode=clone,fps=1/${each.toFixed(6)}`;
  const graph = `[0:V:0]${chosen},${small},tile=${strip.pictures}x1:padding=4:color=gray`;
  return [...reading, ...skipped(filmed), '-i', `file:${video}`, '-filter_complex', graph];
};

/** The keyframe before the middle of each eighth. */
const leaping = (video: string, seconds: number): string[] => {
  const places = Array.from({ length: strip.pictures }, (_, index) => ((index + 0.5) / strip.pictures) * seconds);
  const inputs = places.flatMap((place) => [
    ...['-noaccurate_seek', '-ss', place.toFixed(3), ...reading, '-i', `file:${video}`],
  ]);
  const each = places.map(
    (_, index) => `[${index}:V:0]trim=end_frame=1,setpts=0,${small},pad=iw+4:ih:0:0:gray[p${index}]`,
  );
  const all = places.map((_, index) => `[p${index}]`).join('');
  return [...inputs, '-filter_complex', `${each.join(';')};${all}hstack=inputs=${places.length},crop=iw-4:ih:0:0`];
};

const jpegOf = (words: readonly string[]): Promise<Buffer | undefined> =>
  new Promise((resolve) => {
    const writing = ['-frames:v', '1', '-q:v', '5', '-f', 'image2pipe', '-c:v', 'mjpeg', '-'];
    const child = spawn(process.env.FFMPEG ?? 'ffmpeg', ['-nostdin', '-v', 'error', ...words, ...writing], {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: patience,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => resolve(undefined));
    child.on('close', () => resolve(Buffer.concat(chunks)));
  });

/** Width and height, from the frame header of a whole JPEG (ITU-T T.81, B.2.2); undefined where it is none. */
const sizeOf = (jpeg: Buffer): { readonly width: number; readonly height: number } | undefined => {
  if (jpeg.length < 4 || jpeg.readUInt16BE(0) !== 0xffd8 || jpeg.readUInt16BE(jpeg.length - 2) !== 0xffd9)
    return undefined;
  for (let place = 2; place + 9 < jpeg.length; place += 2 + jpeg.readUInt16BE(place + 2)) {
    const marker = jpeg.readUInt16BE(place);
    if (marker >= 0xffc0 && marker <= 0xffc2)
      return { height: jpeg.readUInt16BE(place + 5), width: jpeg.readUInt16BE(place + 7) };
    if (marker === 0xffda) return undefined;
  }
  return undefined;
};
