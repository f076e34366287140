import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isDamage, readProbe } from '../../src/media/probe.ts';

const probe = suite('probe');

type Packet = Readonly<Record<string, string>>;

/** Packets of an even rate, as ffprobe writes them: in the order of decoding. */
const packets = (rate: number, count: number): Packet[] =>
  Array.from({ length: count }, (_, index) => ({
    pts_time: (index / rate).toFixed(6),
    duration_time: (1 / rate).toFixed(6),
    flags: index === 0 ? 'K_' : '__',
  }));

const plain = { codec_name: 'h264', width: 320, height: 180, sample_aspect_ratio: '1:1', pix_fmt: 'yuv420p' };

const read = (listed: readonly Packet[], stream: object = plain, errors = '') =>
  readProbe({
    code: 0,
    errors,
    output: JSON.stringify({ packets: listed, programs: [], streams: [stream], format: { format_name: 'mov,mp4' } }),
  });
const seen = (listed: readonly Packet[], stream: object = plain) => {
  const video = read(listed, stream);
  if (isDamage(video)) throw new Error(`${video.reason}: ${video.detail}`);
  return video;
};
const damage = (result: ReturnType<typeof readProbe>) =>
  isDamage(result) ? [result.reason, result.detail] : undefined;

probe('a clip is what its packets say', () => {
  assert.equal(seen(packets(25, 100)), {
    codec: 'h264',
    width: 320,
    height: 180,
    pixel_aspect: '1:1',
    pixel_format: 'yuv420p',
    interlaced: false,
    colour: {},
    frames: 100,
    span: 3.96,
    duration: 4,
    start: 0,
    constant_rate: true,
  });
});

probe('packets that an edit list hides are not counted', () => {
  const [first, second, ...rest] = packets(25, 102);
  const video = seen([{ ...first, flags: 'KD' }, { ...second, flags: '_D' }, ...rest]);
  assert.equal([video.frames, video.start, video.span], [100, 0.08, 3.96]);
});

probe('a clip that begins between key frames is damaged; one whose container marks none is not', () => {
  const [first, ...rest] = packets(25, 100);
  const begun = [
    { ...first, flags: '__' },
    ...rest.map((each, index) => (index === 14 ? { ...each, flags: 'K_' } : each)),
  ];
  assert.equal(damage(read(begun)), [
    'damaged',
    'no key frame stands before its first 15 frames, which can not be decoded',
  ]);
  assert.is(seen(packets(25, 100).map((each) => ({ ...each, flags: '__' }))).frames, 100);
});

probe('Dolby Vision counts where others can show its base layer', () => {
  const of = (dv_profile: number, dv_bl_signal_compatibility_id: number) =>
    damage(read(packets(25, 50), { ...plain, side_data_list: [{ dv_profile, dv_bl_signal_compatibility_id }] }));
  assert.equal(of(5, 0), ['unreadable', 'it is Dolby Vision of profile 5, whose colours only its own decoders know']);
  assert.is(of(8, 4), undefined);
});

probe('fields of HEVC are told, since each comes out as a picture of half the height', () => {
  const of = (codec_name: string, field_order: string) => read(packets(50, 50), { ...plain, codec_name, field_order });
  assert.equal(damage(of('hevc', 'tt')), [
    'unreadable',
    'its pictures are single fields of HEVC, which ffmpeg does not join',
  ]);
  assert.is(damage(of('hevc', 'progressive')), undefined);
  assert.is(damage(of('h264', 'tt')), undefined);
});

probe('frames that are stored out of order are put in order', () => {
  const listed = packets(30, 60);
  [listed[1], listed[3]] = [listed[3] as Packet, listed[1] as Packet];
  assert.is(seen(listed).constant_rate, true);
});

probe('milliseconds of a container are no jitter, twelve of a phone are', () => {
  const rounded = packets(30, 90).map((each) => ({ ...each, pts_time: Number(each.pts_time).toFixed(3) }));
  assert.is(seen(rounded).constant_rate, true);
  const phone = packets(30, 90).map((each, index) => ({
    ...each,
    pts_time: (Number(each.pts_time) + 0.012 * Math.sin(1.7 * index) ** 2).toFixed(6),
  }));
  assert.is(seen(phone).constant_rate, false);
});

probe('a turned picture is told upright, its pixels turned with it', () => {
  const video = seen(packets(25, 10), { ...plain, sample_aspect_ratio: '4:3', side_data_list: [{ rotation: -90 }] });
  assert.equal([video.width, video.height, video.pixel_aspect], [180, 320, '3:4']);
});

probe('unknown pixels are square, unknown colours are left out', () => {
  const video = seen(packets(25, 10), {
    ...plain,
    sample_aspect_ratio: '0:1',
    color_range: 'tv',
    color_space: 'unknown',
  });
  assert.is(video.pixel_aspect, '1:1');
  assert.equal(video.colour, { range: 'tv' });
});

probe('where there are no presentation times the decoding times count', () => {
  const listed = packets(25, 50).map(({ pts_time = '', ...rest }) => ({ ...rest, dts_time: pts_time }));
  assert.is(seen(listed).span, 1.96);
});

probe('every kind of damage has its reason', () => {
  assert.equal(damage(read([])), ['damaged', 'no frame of h264 is there']);
  assert.equal(damage(read(packets(25, 1))), ['still-picture', '1 frame of h264']);
  assert.equal(damage(read([{ flags: 'K_' }, { flags: '__' }])), ['no-timestamps', '2 frames without times']);
  assert.equal(damage(read(packets(25, 50), { ...plain, duration: '4.0' })), [
    'cut-short',
    'the header promises 4.00 s, the file holds 2.00 s',
  ]);
  // An edit list that begins with nothing is part of what the header promises.
  const late = packets(25, 50).map((each) => ({ ...each, pts_time: (Number(each.pts_time) + 2).toFixed(6) }));
  assert.is(damage(read(late, { ...plain, duration: '4.000000' })), undefined);
  assert.equal(damage(read(late, { ...plain, duration: '6.000000' }))?.[0], 'cut-short');
  assert.equal(damage(read(packets(25, 50), plain, '[h264 @ 0x55d] missing picture\n')), [
    'damaged',
    '[h264] missing picture',
  ]);
  assert.equal(damage(readProbe({ code: 0, errors: '', output: '{"format":{"format_name":"mov,mp4"}}' })), [
    'no-video',
    'mov,mp4 without a video stream',
  ]);
  const lost = '[mov,mp4 @ 0x55] moov atom not found\nfile:a.mp4: Invalid data found when processing input\n';
  assert.equal(damage(readProbe({ code: 1, errors: lost, output: '{ }' })), [
    'unreadable',
    'it is no MP4, or one that was not written to its end (moov atom not found)',
  ]);
  const list =
    "[hls @ 0x55] Format not on whitelist 'mov,matroska'\nfile:a.mp4: Invalid data found when processing input\n";
  assert.equal(damage(readProbe({ code: 1, errors: list, output: '{ }' })), [
    'unreadable',
    'it is hls, which is none of the containers that are read',
  ]);
  assert.equal(damage(read(packets(25, 50), { ...plain, codec_name: 'evc', pix_fmt: undefined })), [
    'unreadable',
    'there is no decoder for its pictures (evc)',
  ]);
  assert.equal(damage(readProbe({ code: null, errors: '', output: '' })), ['unreadable', 'ffprobe crashed on it']);
});

probe('files that were joined end to end are damaged: their times run back', () => {
  const once = packets(25, 50).map(({ pts_time = '', ...rest }) => ({ ...rest, pts_time, dts_time: pts_time }));
  assert.equal(damage(read([...once, ...once])), [
    'damaged',
    'its times run back from 1.96 to 0 s, as where files were joined',
  ]);
});

probe('an AVI that was cut is seen by the frames that its header counts', () => {
  const output = (name: string) =>
    JSON.stringify({
      packets: packets(25, 39),
      streams: [{ ...plain, duration: '1.56', nb_frames: '75' }],
      format: { format_name: name },
    });
  assert.equal(damage(readProbe({ code: 0, errors: '', output: output('avi') })), [
    'cut-short',
    'the header promises 3.00 s, the file holds 1.56 s',
  ]);
  // Elsewhere an edit list may hide frames that the header counts.
  assert.is(damage(readProbe({ code: 0, errors: '', output: output('mov,mp4') })), undefined);
});

probe('DV has fields though nothing says so', () => {
  assert.is(seen(packets(25, 10), { ...plain, codec_name: 'dvvideo' }).interlaced, true);
  assert.is(seen(packets(25, 10), { ...plain, codec_name: 'dvvideo', field_order: 'progressive' }).interlaced, false);
});

probe.run();
