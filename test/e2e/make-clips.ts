import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { grid } from './grid.ts';

/**
 * Clips whose every frame carries its number: a Gray code of 12 bits, black and white blocks in the middle of the picture, which
 * survive encoding, scaling and cutting.
 */
export type Recipe = {
  readonly file: string;
  readonly rate: string;
  readonly frames: number;
  readonly width?: number;
  readonly height?: number;
  /** More filters behind the stamp. */
  readonly filters?: string;
  /** How it is written; plain H.264 where unsaid. */
  readonly with?: readonly string[];
};

const run = promisify(execFile);

export const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-pix_fmt', 'yuv420p'];

/** Filters that stamp the number of each frame. */
export const stamp = (width: number, height: number): string => {
  const { left, top, across, down } = grid(width, height);
  const blocks = Array.from({ length: 12 }, (_, bit) => {
    const place = `${left + (bit % 4) * across}:${top + Math.floor(bit / 4) * down}:${across}:${down}`;
    // The bit of the Gray code n ^ (n >> 1)
    return `drawbox=${place}:white:fill:enable='mod(floor((n+${2 ** bit})/${2 ** (bit + 1)}),2)'`;
  });
  return [`drawbox=${left}:${top}:${4 * across}:${3 * down}:black:fill`, ...blocks].join(',');
};

export const ffmpeg = async (folder: string, words: readonly string[]): Promise<void> => {
  await run('ffmpeg', ['-nostdin', '-hide_banner', '-v', 'error', '-y', ...words], { cwd: folder });
};

export const makeClip = async (folder: string, recipe: Recipe): Promise<void> => {
  const { file, rate, frames, width = 320, height = 180, filters, with: written = h264 } = recipe;
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  const picture = [
    `testsrc2=s=${width}x${height}:r=${rate}`,
    'format=yuv420p',
    stamp(width, height),
    `trim=end_frame=${frames}`,
    'setsar=1',
    ...(filters ? [filters] : []),
  ];
  await ffmpeg(folder, ['-f', 'lavfi', '-i', picture.join(','), ...written, '-threads', '1', ...exact, `file:${file}`]);
};

/** The same bytes each time: no random numbers in Matroska's headers. */
export const exact = ['-fflags', '+bitexact', '-flags:v', '+bitexact'];

const vfr = ['-fps_mode', 'vfr', '-enc_time_base', '1/1000', '-video_track_timescale', '1000', ...h264];
export const hevc = ['-c:v', 'libx265', '-preset', 'ultrafast', '-tag:v', 'hvc1'];
const pq = 'colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:log-level=none';

/** One clip a folder where a folder is a dataset of its own; see the pipeline in prepare.test.ts. */
const recipes: readonly Recipe[] = [
  { file: 'drop/24.mp4', rate: '24', frames: 32 },
  { file: 'drop/25.mp4', rate: '25', frames: 34 },
  { file: 'drop/ntsc.mp4', rate: '30000/1001', frames: 40 },
  { file: 'drop/30.mp4', rate: '30', frames: 40 },
  { file: 'drop/60.mp4', rate: '60', frames: 80 },
  {
    file: 'drop/vp9.webm',
    rate: '30',
    frames: 40,
    with: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1M'],
  },
  { file: 'drop/hevc.mp4', rate: '25', frames: 34, with: [...hevc, '-x265-params', 'log-level=none'] },
  { file: 'drop/mpeg4.avi', rate: '25', frames: 34, with: ['-c:v', 'mpeg4', '-q:v', '3'] },
  {
    file: 'drop/full range.mov',
    rate: '25',
    frames: 34,
    filters: 'scale=out_range=full,format=yuvj420p',
    with: ['-c:v', 'mjpeg', '-q:v', '4', '-color_range', 'pc'],
  },
  {
    file: 'drop/hdr.mp4',
    rate: '30',
    frames: 40,
    with: [
      ...hevc,
      '-pix_fmt',
      'yuv420p10le',
      '-color_primaries',
      'bt2020',
      '-color_trc',
      'smpte2084',
      '-colorspace',
      'bt2020nc',
      '-x265-params',
      pq,
    ],
  },
  {
    file: 'drop/fields.mpg',
    rate: '50',
    frames: 80,
    // Behind the source, not in it: there the encoder would not hear which field comes first.
    with: [
      '-vf',
      'tinterlace=interleave_top,fieldorder=tff',
      '-c:v',
      'mpeg2video',
      '-flags:v',
      '+ilme+ildct',
      '-q:v',
      '3',
    ],
  },
  { file: 'same/16.mp4', rate: '16', frames: 17 },
  { file: 'same/one tick short.mp4', rate: '16', frames: 16 },
  { file: 'same/milliseconds.mkv', rate: '16', frames: 17 },
  {
    file: 'same/variable.mp4',
    rate: '30',
    frames: 40,
    filters: "settb=1/1000,setpts='if(lt(N,5),N*100,if(lt(N,20),500+(N-5)*33,1000+(N-20)*17))'",
    with: vfr,
  },
  { file: 'twelve.mp4', rate: '12', frames: 20 },
  { file: 'thirty.mp4', rate: '30', frames: 90 },
  { file: 'ten.mp4', rate: '16', frames: 10 },
  { file: 'shapes/portrait.mp4', rate: '16', frames: 17, width: 180, height: 320 },
  { file: 'shapes/wide.mp4', rate: '16', frames: 17, width: 400, height: 160 },
  { file: 'shapes/anamorphic.mp4', rate: '16', frames: 17, width: 240, height: 240, filters: 'setsar=4/3' },
  { file: 'shapes/turned.mp4', rate: '16', frames: 17, width: 180, height: 320, filters: 'transpose=cclock' },
];

/** Bad names: each once, of the same clip. */
export const names = [
  'with space.mp4',
  ' lead and trail .mp4',
  "it's.mp4",
  'say "hi" $HOME `id` $(id).mp4',
  'new\nline\n.mp4',
  'tab\there.mp4',
  '-y.mp4',
  '%03d.mp4',
  'concat:x.mp4',
  'back\\slash\\0101.mp4',
  '[x] {y} *?;&|<>#.mp4',
  '視頻 🎬.mp4',
  `${'x'.repeat(251)}.mp4`,
];

/** Makes all clips, a core each. */
export const makeClips = async (folder: string): Promise<void> => {
  const queue = recipes.values();
  const worker = async () => {
    for (const recipe of queue) await makeClip(folder, recipe);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  turn(join(folder, 'shapes/turned.mp4'));
  for (const name of ['names', 'touched']) mkdirSync(join(folder, name));
  for (const name of ['changed', 'gone'])
    copyFileSync(join(folder, 'same/16.mp4'), join(folder, `touched/${name}.mp4`));
  for (const name of names) copyFileSync(join(folder, 'same/16.mp4'), join(folder, 'names', name));
  await makeOffsets(folder);
  await makeBroken(folder);
};

/** A cut without encoding leaves an edit list; a transport stream starts at 1.4 s. */
const makeOffsets = async (folder: string): Promise<void> => {
  await makeClip(folder, { file: 'long.mp4', rate: '25', frames: 75, with: [...h264, '-bf', '3', '-g', '50'] });
  await ffmpeg(folder, ['-ss', '1', '-i', 'long.mp4', '-c', 'copy', 'drop/edit list.mp4']);
  await ffmpeg(folder, ['-i', 'long.mp4', '-c', 'copy', '-f', 'mpegts', 'drop/transport.ts']);
  rmSync(join(folder, 'long.mp4'));
};

const makeBroken = async (folder: string): Promise<void> => {
  mkdirSync(join(folder, 'broken'));
  const at = (name: string) => join(folder, 'broken', name);
  const words = ['-i', 'drop/30.mp4', '-c', 'copy', '-movflags', '+faststart', 'broken/cut short.mp4'];
  await ffmpeg(folder, words);
  const whole = readFileSync(at('cut short.mp4'));
  writeFileSync(at('cut short.mp4'), whole.subarray(0, whole.length * 0.6));
  writeFileSync(at('text.mp4'), 'this is not a video\n');
  writeFileSync(at('empty.mp4'), '');
  writeFileSync(at('list.mp4'), `ffconcat version 1.0\nfile ${join(folder, 'drop/30.mp4')}\n`);
  await ffmpeg(folder, ['-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac', 'broken/sound.mp4']);
  await ffmpeg(folder, ['-i', 'drop/30.mp4', '-frames:v', '1', 'broken/picture.mp4']);
  // Bytes of a later picture are lost: the container is whole, the first pictures too, and only who decodes all sees it.
  await makeClip(folder, { file: 'broken/scratched.mp4', rate: '30', frames: 40, with: [...h264, '-g', '20'] });
  const listed = ['-v', 'error', '-show_entries', 'packet=pos,flags', '-of', 'csv=p=0', at('scratched.mp4')];
  const { stdout } = await run('ffprobe', listed);
  const place = Number(
    stdout
      .split('\n')
      .filter((line) => line.includes('K'))[1]
      ?.split(',')[0],
  );
  const film = readFileSync(at('scratched.mp4'));
  writeFileSync(at('scratched.mp4'), film.fill('BAD', place + 600, place + 1600));
};

/** Writes a quarter turn into the header: phones do not turn pictures, they say that they are to be turned. */
export const turn = (path: string): void => {
  const film = readFileSync(path);
  const matrix = film.indexOf('tkhd') + 44;
  const fixed = [0, 65536, 0, -65536, 0, 0, 180 * 65536, 0, 1 << 30];
  for (const [index, value] of fixed.entries()) film.writeInt32BE(value, matrix + 4 * index);
  writeFileSync(`${path}.part`, film);
  renameSync(`${path}.part`, path);
};
