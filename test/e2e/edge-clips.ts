import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../support.ts';
import { edgeRecipes } from './edge-recipes.ts';
import { exact, ffmpeg, h264, makeClip, stamp } from './make-clips.ts';

/** The clips of the edge cases, made once for each ffmpeg and each state of what makes them; gives their folder. */
export const edgeClips = async (): Promise<string> => {
  const makers = ['edge-clips.ts', 'edge-recipes.ts', 'make-clips.ts', 'grid.ts'];
  const hash = createHash('sha256').update(execFileSync('ffmpeg', ['-version']));
  for (const file of makers) hash.update(readFileSync(join(root, 'test/e2e', file)));
  const folder = join(root, '.cache', `edge-clips-${hash.digest('hex').slice(0, 12)}`);
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    const draft = mkdtempSync(`${folder}.part-`);
    await makeEdgeClips(draft);
    renameSync(draft, folder);
  }
  return folder;
};

const makeEdgeClips = async (folder: string): Promise<void> => {
  const queue = edgeRecipes.values();
  const worker = async () => {
    for (const recipe of queue) await makeClip(folder, recipe);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  turnAll(folder);
  await makeContainers(folder);
  await makeStreams(folder);
  await makeBroken(folder);
  makeNames(folder);
};

/** Display matrices as phones write them: a, b, c, d, x, y. */
const turnAll = (folder: string): void => {
  const one = 65536;
  const turns = {
    'turned 90': [0, one, -one, 0, 180, 0],
    'turned 180': [-one, 0, 0, -one, 320, 180],
    'turned 270': [0, -one, one, 0, 0, 320],
    mirrored: [-one, 0, 0, one, 320, 0],
  };
  for (const [name, [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0]] of Object.entries(turns)) {
    const path = join(folder, `shapes/${name}.mp4`);
    const film = readFileSync(path);
    const matrix = film.indexOf('tkhd') + 44;
    const fixed = [a, b, 0, c, d, 0, x * one, y * one, 1 << 30];
    for (const [index, value] of fixed.entries()) film.writeInt32BE(value, matrix + 4 * index);
    writeFileSync(path, film);
  }
};

/** The same pictures in one container after the other, cut or shifted without encoding. */
const makeContainers = async (folder: string): Promise<void> => {
  const long = [...h264, '-bf', '3', '-g', '50'];
  await makeClip(folder, { file: 'film.mp4', rate: '25', frames: 200, with: long });
  const copy = (file: string, before: readonly string[] = [], after: readonly string[] = []) =>
    ffmpeg(folder, [...before, '-i', 'film.mp4', '-c', 'copy', ...after, ...exact, `plain/${file}`]);
  await copy('edit list.mp4', ['-ss', '1.3']);
  await copy('late.mp4', ['-itsoffset', '2']);
  await copy('transport.ts', [], ['-f', 'mpegts', '-mpegts_flags', '+initial_discontinuity']);
  await copy('film.mkv');
  await copy('film.mov');
  await copy('fragmented.mp4', [], ['-movflags', '+frag_keyframe+empty_moov+default_base_moof']);
  await ffmpeg(folder, ['-i', 'film.mp4', '-c:v', 'mpeg4', '-q:v', '3', '-threads', '1', ...exact, 'plain/film.avi']);
  await ffmpeg(folder, ['-i', 'plain/exact81.mp4', '-c', 'copy', ...exact, 'plain/milliseconds.mkv']);
  copyFileSync(join(folder, 'plain/film.mkv'), join(folder, 'plain/matroska.mp4'));
  rmSync(join(folder, 'film.mp4'));
};

const picture = (frames: number): string[] => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=s=320x180:r=25,format=yuv420p,${stamp(320, 180)},trim=end_frame=${frames},setsar=1`,
];
const sound = (seconds: number): string[] => ['-f', 'lavfi', '-i', `sine=440:r=44100:d=${seconds}`];
const aac = ['-c:a', 'aac', '-b:a', '32k', '-flags:a', '+bitexact'];

/** Other streams beside the pictures, or in their place. */
const makeStreams = async (folder: string): Promise<void> => {
  const write = (file: string, inputs: readonly string[], words: readonly string[]) =>
    ffmpeg(folder, [...inputs, ...words, '-threads', '1', ...exact, file]);
  const both = ['-map', '0', '-map', '1'];
  mkdirSync(join(folder, 'odd'), { recursive: true });
  await write('plain/sound only.mp4', sound(4), aac);
  await write('odd/sound only.m4a', sound(4), aac);
  await write('plain/longer sound.mp4', [...picture(150), ...sound(12)], [...h264, ...aac]);
  await write('plain/sound first.mkv', [...sound(6), ...picture(150)], [...both, ...h264, ...aac]);
  const larger = ['-f', 'lavfi', '-i', 'testsrc=s=640x360:r=25:d=6'];
  await write('plain/two films.mkv', [...picture(150), ...larger], [...both, ...h264]);
  await write('cover.jpg', ['-f', 'lavfi', '-i', 'color=red:s=64x64:d=1'], ['-frames:v', '1', '-pix_fmt', 'yuvj420p']);
  const attached = (stream: number) => [`-c:v:${stream}`, 'copy', `-disposition:v:${stream}`, 'attached_pic'];
  await write('odd/cover only.m4a', [...sound(4), '-i', 'cover.jpg'], [...both, ...aac, ...attached(0)]);
  await write('plain/cover.mp4', [...picture(150), '-i', 'cover.jpg'], [...both, ...h264, ...attached(1)]);
  writeFileSync(join(folder, 'text.srt'), '1\n00:00:00,000 --> 00:00:02,000\nhello\n');
  await write('plain/subtitles.mp4', [...picture(150), '-i', 'text.srt'], [...both, ...h264, '-c:s', 'mov_text']);
  await write('plain/black.mp4', ['-f', 'lavfi', '-i', 'color=black:s=320x180:r=30:d=6'], h264);
  const cut = `[0:v]format=yuv420p[a];[1:v]format=yuv420p[b];[a][b]concat=n=2:v=1,${stamp(320, 180)}`;
  const scenes = ['testsrc2', 'smptebars'].flatMap((each) => ['-f', 'lavfi', '-i', `${each}=s=320x180:r=30:d=3`]);
  await write('plain/hard cut.mp4', scenes, ['-filter_complex', cut, ...h264]);
  await joinSizes(folder);
  for (const each of ['cover.jpg', 'text.srt']) rmSync(join(folder, each));
  // As m4a nobody would take them for clips.
  for (const each of ['sound', 'cover'])
    renameSync(join(folder, `odd/${each} only.m4a`), join(folder, `odd/${each} only.m4v`));
};

/** Raw H.264 without times, whose pictures become larger. */
const joinSizes = async (folder: string): Promise<void> => {
  const raw = [...h264, '-f', 'h264'];
  await makeClip(folder, { file: 'a', rate: '30', frames: 60, with: raw });
  const later = 'trim=start_frame=60,setpts=PTS-STARTPTS';
  await makeClip(folder, { file: 'b', rate: '30', frames: 180, width: 640, height: 360, filters: later, with: raw });
  writeFileSync(
    join(folder, 'odd/grows.h264'),
    Buffer.concat(['a', 'b'].map((each) => readFileSync(join(folder, each)))),
  );
  for (const each of ['a', 'b']) rmSync(join(folder, each));
};

const makeBroken = async (folder: string): Promise<void> => {
  mkdirSync(join(folder, 'broken'));
  const write = (file: string, bytes: string | Buffer) => writeFileSync(join(folder, file), bytes);
  const part = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length * 0.6));
  const film = readFileSync(join(folder, 'plain/cfr30.mp4'));
  write('broken/zero.mp4', '');
  write('broken/text.mp4', 'this is not a video\n');
  write('broken/page.mp4', '<html>404</html>\n');
  write('broken/index lost.mp4', part(film));
  await ffmpeg(folder, ['-i', 'plain/cfr30.mp4', '-c', 'copy', '-movflags', '+faststart', ...exact, 'front.mp4']);
  const front = readFileSync(join(folder, 'front.mp4'));
  write('broken/cut.mp4', part(front));
  write('broken/scratched.mp4', Buffer.from(front).fill('BAD', front.length >> 1, (front.length >> 1) + 960));
  await ffmpeg(folder, ['-i', 'plain/cfr30.mp4', '-c', 'copy', ...exact, 'whole.mkv']);
  write('broken/cut.mkv', part(readFileSync(join(folder, 'whole.mkv'))));
  const mpeg2 = ['-c:v', 'mpeg2video', '-q:v', '3', '-g', '30', '-bf', '2', '-f', 'mpeg2video'];
  await makeClip(folder, { file: 'whole', rate: '30', frames: 180, with: mpeg2 });
  write('odd/mid.m2v', readFileSync(join(folder, 'whole')).subarray(40_000));
  write('broken/list.mp4', '#EXTM3U\n#EXT-X-TARGETDURATION:8\n#EXTINF:8,\ntrap.ts\n#EXT-X-ENDLIST\n');
  write('broken/concat.mp4', 'ffconcat version 1.0\nfile trap.ts\n');
  await ffmpeg(folder, ['-f', 'lavfi', '-i', 'testsrc2=s=320x180', '-frames:v', '1', ...exact, 'still.png']);
  copyFileSync(join(folder, 'still.png'), join(folder, 'broken/picture.mp4'));
  copyFileSync(join(folder, 'plain/exact81.mp4'), join(folder, 'odd/film.avi'));
  for (const each of ['front.mp4', 'whole.mkv', 'whole', 'still.png']) rmSync(join(folder, each));
  mkdirSync(join(folder, 'broken/folder.mp4'));
  symlinkSync('/nowhere/film.mp4', join(folder, 'broken/dangling.mp4'));
  // Whoever opens these waits for ever.
  for (const each of ['broken/pipe.mp4', 'broken/trap.ts']) execFileSync('mkfifo', [join(folder, each)]);
};

/** Each name once, of the same clip, as bytes. */
export const edgeNames: readonly string[] = [
  'with space.mp4',
  ' lead and trail .mp4',
  "it's.mp4",
  'say "hi".mp4',
  '$HOME `id` $(id).mp4',
  'new\nline.mp4',
  'tab\there.mp4',
  'cr\rhere.mp4',
  '-y.mp4',
  '%03d.mp4',
  'a:b.mp4',
  'concat:x.mp4',
  'back\\slash.mp4',
  '[x] {y} *?.mp4',
  '#hash;semi&amp|pipe<>.mp4',
  'caf\u00e9.mp4',
  'cafe\u0301.mp4',
  '\u8996\u983b \u{1f3ac}.mp4',
  'UPPER.MP4',
  'same.mp4',
  'same.mkv',
  'Case.mp4',
  'case.mp4',
  'CON.mp4',
  'no_extension',
  `${'x'.repeat(251)}.mp4`,
  'sub/same/same.mp4',
];

const makeNames = (folder: string): void => {
  mkdirSync(join(folder, 'names/sub/same'), { recursive: true });
  const copy = (name: string | Buffer) => {
    const path = Buffer.concat([Buffer.from(`${folder}/names/`), Buffer.from(name)]);
    copyFileSync(join(folder, name === 'same.mkv' ? 'plain/milliseconds.mkv' : 'plain/exact81.mp4'), path);
  };
  for (const name of [...edgeNames, '.hidden.mp4']) copy(name);
  copy(Buffer.from([0xff, 0xfe, ...Buffer.from('-bytes.mp4')]));
};
