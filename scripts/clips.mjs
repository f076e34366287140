/** The quickstart's clips: cut from real footage into what folders of clips are made of, some of them awkward. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { quietly, say } from './steps.mjs';

const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];

/** Without `with` the file is taken as it is. Rates, sizes, shapes, codecs and containers all differ; the last five are what goes wrong in real folders. */
const recipes = [
  {
    from: 'cockatoo.mp4',
    name: 'cockatoo.mp4',
    at: 0,
    for: 1.5,
    with: ['-c', 'copy'],
    says: 'a cockatoo',
  },
  {
    from: 'cockatoo.mp4',
    name: 'cockatoo comes closer.webm',
    at: 2,
    for: 1.3,
    with: ['-vf', 'scale=640:360,fps=10', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-pix_fmt', 'yuv420p', '-an'],
    says: 'a bird is near',
  },
  {
    from: 'cockatoo.mp4',
    name: 'beak.mkv',
    at: 4,
    for: 1.2,
    with: [
      '-vf',
      'scale=960:540',
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-x265-params',
      'log-level=error',
      '-pix_fmt',
      'yuv420p',
      '-an',
    ],
    says: "a bird's beak",
  },
  { from: 'realshort.mp4', name: 'plant.mp4', at: 0, for: 1.2, with: ['-c', 'copy'], says: 'a green plant' },
  { from: 'cityCC0.mpg', name: 'city.mpg', at: 0, for: 1.4, with: ['-c', 'copy'], says: 'a city by night' },
  {
    from: 'cityCC0.mpg',
    name: 'city fast.mp4',
    at: 1,
    for: 1.3,
    with: ['-vf', 'setpts=PTS/2,fps=50,scale=480:270', ...h264],
    says: 'city lights',
  },
  {
    from: 'cityCC0.mpg',
    name: 'city slow.avi',
    at: 5.2,
    for: 1.5,
    with: ['-vf', 'fps=12,scale=360:202', '-c:v', 'mjpeg', '-q:v', '4', '-pix_fmt', 'yuvj420p'],
    says: 'two towers',
  },
  { from: 'cup.mp4', name: 'cup.mp4', at: 0, for: 1.4, with: ['-c', 'copy'], says: 'a black cup' },
  {
    from: 'cup.mp4',
    name: 'cup tilts.mov',
    at: 2,
    for: 1.2,
    with: ['-vf', 'fps=30,scale=320:240', ...h264, '-an'],
    says: 'a hand, a cup',
  },
  { from: 'tree.avi', name: 'tree.avi', says: 'a green tree' },
  {
    from: 'cockatoo.mp4',
    name: 'portrait.mp4',
    at: 0.5,
    for: 1.3,
    with: ['-vf', 'crop=404:720:500:0', ...h264, '-an'],
    says: 'a bird looks',
  },
  {
    from: 'cup.mp4',
    name: 'variable rate.mkv',
    at: 4,
    for: 1.6,
    with: ['-vf', "select='not(mod(n,3))+eq(mod(n,7),1)'", '-fps_mode', 'vfr', ...h264, '-an'],
    says: 'a cup is near',
  },
  {
    from: 'cityCC0.mpg',
    name: 'it\'s "the city".mp4',
    at: 6,
    for: 1.2,
    with: ['-vf', 'scale=240:136', ...h264],
    says: 'tall towers',
  },
  {
    from: 'cockatoo.mp4',
    name: 'too short.mp4',
    at: 8,
    for: 0.5,
    with: [...h264, '-an'],
    says: 'a white bird',
  },
  {
    from: 'cockatoo.mp4',
    name: 'cut off.mp4',
    at: 9,
    for: 2,
    keep: 0.6,
    with: [...h264, '-movflags', '+faststart', '-an'],
    says: 'a bird turns',
  },
];

/** Cuts what the footage allows into `folder`, a caption beside each; gives the number of clips. */
export const cutClips = async (footage, folder) => {
  mkdirSync(folder, { recursive: true });
  const possible = recipes.filter(({ from }) => from in footage);
  const missing = possible.filter(({ name }) => !existsSync(join(folder, name)));
  for (const recipe of missing) await cut(footage, folder, recipe);
  if (missing.length === 0) say(`  ${possible.length} clips are there already`);
  return possible.length;
};

const cut = async (footage, folder, recipe) => {
  const { from, name, with: words, says } = recipe;
  writeFileSync(join(folder, `${parse(name).name}.txt`), `${says}\n`);
  if (words) await encode(footage, folder, recipe);
  else copyFileSync(footage[from], join(folder, name));
};

/** Written aside and renamed: a clip that is there is whole. */
const encode = async (footage, folder, { from, name, at, for: length, with: words, keep }) => {
  const draft = join(folder, `.draft${parse(name).ext}`);
  const piece = ['-ss', String(at), '-t', String(length)];
  // Decoded from the start: after a seek ffmpeg no longer knows which x264 wrote 4:4:4, and the picture is green.
  const source = words.includes('copy') ? [...piece, '-i', footage[from]] : ['-i', footage[from], ...piece];
  await quietly(name, 'ffmpeg', ['-v', 'error', '-nostdin', '-y', ...source, '-map_metadata', '-1', ...words, draft]);
  if (keep) writeFileSync(draft, beginning(readFileSync(draft), keep));
  renameSync(draft, join(folder, name));
};

const beginning = (bytes, share) => bytes.subarray(0, Math.floor(bytes.length * share));
