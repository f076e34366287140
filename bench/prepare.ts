/**
 * `npm run bench:prepare`: clips a second of prepare.sh beside ffmpeg that only decodes, a bare loop of the same graph, and a loop
 * of imageio as trainers have it, on 1080p30 clips of ten seconds, in turn, round after round. Writes the table to
 * docs/bench-prepare.md. Nothing is asserted: a busy machine is no mistake of anybody's.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const cogx = join(root, 'dist/cogx.cjs');
const python = join(realpathSync(join(root, '.venv')), 'bin/python');
const jobs = availableParallelism();
const option = (name: string, unsaid: number): number =>
  Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? unsaid);
const clips = option('clips', 2 * jobs);
const rounds = option('rounds', 5);
const folder = mkdtempSync(join(tmpdir(), 'cogx-bench-'));

const run = (words: readonly string[], env: Readonly<Record<string, string>> = {}): string => {
  const [program = '', ...rest] = words;
  const { status, stdout, stderr } = spawnSync(program, rest, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
};

/** Shapes that move, and the noise that real footage has and test patterns lack: 13 MB in ten seconds. */
const film = 'testsrc2=s=1920x1080:r=30,noise=alls=7:allf=t,format=yuv420p';

const pipeline = `cogx = 1
name = bench
model cogvideox-1.5-5b-t2v
frames { count = 81, rate = 16 fps, size = 1360x768 }
captions { missing = "shapes that move to and fro, with a little noise" }
dataset films { videos = "films" }
train { length = 10 steps }
`;

const layOut = (): void => {
  mkdirSync(join(folder, 'films'));
  const h264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-g', '250'];
  run(['ffmpeg', '-v', 'error', '-f', 'lavfi', '-i', film, '-frames:v', '300', ...h264, 'films/0.mp4']);
  for (let clip = 1; clip < clips; clip++) copyFileSync(join(folder, 'films/0.mp4'), join(folder, `films/${clip}.mp4`));
  writeFileSync(join(folder, 'bench.cogx'), pipeline);
  run(['node', cogx, 'scan', 'bench.cogx']);
  run(['node', cogx, 'compile', 'bench.cogx', '-o', 'out']);
};

/** One process a core and one thread a process, as prepare.sh has it. */
const each = (line: string): string[] => ['sh', '-c', `ls films/*.mp4 | xargs -P ${jobs} -I FILM sh -c '${line}' FILM`];

/** The graph of clips.tsv, in a script of its own: it holds quotes. */
const bare = (): string[] => {
  const [, line = ''] = readFileSync(join(folder, 'out/clips.tsv'), 'utf8').split('\n');
  writeFileSync(join(folder, 'graph'), line.split('\t')[7] ?? '');
  const encoder = '-c:v libx264 -preset ultrafast -crf 16 -g 8 -threads 1';
  return each(
    `ffmpeg -nostdin -v error -y -threads 1 -filter_threads 1 -filter_complex_threads 1 -i FILM -filter_complex_script graph -map "[w0]" ${encoder} bare-$(basename FILM)`,
  );
};

/** Every frame through Python, every second or so of them scaled and written, as data loaders and dataset scripts do. */
const imageio = `
import sys, imageio.v2 as imageio, numpy as np
from PIL import Image
reader = imageio.get_reader(sys.argv[1])
rate = reader.get_meta_data()["fps"]
frames = [frame for frame in reader]
picked = [frames[min(len(frames) - 1, int(tick / 16 * rate))] for tick in range(81)]
writer = imageio.get_writer(sys.argv[2], fps=16, macro_block_size=1)
for frame in picked:
    picture = Image.fromarray(frame).resize((1366, 768), Image.BICUBIC).crop((3, 0, 1363, 768))
    writer.append_data(np.asarray(picture))
writer.close()
`;

const pythonLoop = (): string[] => {
  writeFileSync(join(folder, 'loop.py'), imageio);
  return each(`${python} loop.py FILM python-$(basename FILM)`);
};

const decode = (frames: string): string[] =>
  each(`ffmpeg -nostdin -v error -threads 1 -i FILM -map 0:V:0 ${frames} -f null -`);

type Way = { readonly name: string; readonly words: () => readonly string[]; readonly before?: () => void };

const work = (): void => rmSync(join(folder, 'work'), { recursive: true, force: true });

const ways: readonly Way[] = [
  { name: 'prepare.sh', words: () => ['sh', 'out/prepare.sh'], before: work },
  { name: 'prepare.sh over finished work', words: () => ['sh', 'out/prepare.sh'] },
  // The 81st tick lies on frame 150: no way to a sample decodes less.
  { name: 'decode what a sample needs, and no more', words: () => decode('-frames:v 152') },
  { name: 'decode all of the clip', words: () => decode('') },
  { name: 'the same graph, a bare loop of ffmpeg', words: bare },
  { name: 'imageio and Pillow', words: pythonLoop },
];

type Spent = { readonly wall: number; readonly cpu: number };
type Times = { readonly name: string; readonly rounds: Spent[] };

/** bash knows the processor time of all that a command has started. */
const timed = (words: readonly string[]): Spent => {
  const line = 'TIMEFORMAT="%R %U %S"; { time "$@" >/dev/null 2>/dev/null; } 2>&1';
  const [wall = 0, user = 0, system = 0] = run(['bash', '-c', line, 'bench', ...words])
    .trim()
    .split(' ')
    .map(Number);
  return { wall, cpu: user + system };
};

const measure = (): Times[] => {
  const times = ways.map(({ name }) => ({ name, rounds: [] as Spent[] }));
  for (let round = 0; round < rounds; round++)
    for (const [index, { words, before }] of ways.entries()) {
      before?.();
      times[index]?.rounds.push(timed(words()));
      process.stderr.write(`round ${round + 1} of ${rounds}: ${ways[index]?.name}\n`);
    }
  return times;
};

const table = (times: readonly Times[]): string[] => {
  const own = times[0]?.rounds ?? [];
  return times.map(({ name, rounds }) => {
    const of = (key: keyof Spent) => median(rounds.map((each) => each[key]));
    const against = median(rounds.map(({ cpu }, round) => cpu / (own[round]?.cpu ?? 1)));
    return `| ${name} | ${(clips / of('wall')).toFixed(2)} | ${(of('cpu') / clips).toFixed(2)} | ${against.toFixed(2)} |`;
  });
};

const page = (times: readonly Times[]): string => {
  const version = run(['ffmpeg', '-version']).split(' ')[2];
  return [
    '# How long preparing takes',
    '',
    `Written by \`npm run bench:prepare\`: ${clips} clips of 1080p30 and ten seconds become 81 frames of 1360x768 at 16 fps, ${jobs} at a time,`,
    `with ffmpeg ${version} on ${cpus()[0]?.model ?? 'a processor'}. All ways take turns, ${rounds} rounds; medians. The last column is how`,
    'fast prepare.sh is against the way of its line, by processor time, which others on the machine change least.',
    '',
    '| way | clips a second | CPU s a clip | prepare.sh against it |',
    '|---|---:|---:|---:|',
    ...table(times),
    '',
  ].join('\n');
};

try {
  spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'ignore' });
  layOut();
  const text = page(measure());
  console.log(text);
  const file = join(root, 'docs/bench-prepare.md');
  // What people have written below the table stays.
  const remarks = existsSync(file) ? readFileSync(file, 'utf8').split('\n## ').slice(1) : [];
  writeFileSync(file, [text, ...remarks.map((remark) => `## ${remark}`)].join('\n'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
