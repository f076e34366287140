import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { encode } from '../../src/emit/encode.ts';
import { sample } from '../../src/emit/sample.ts';
import { jobFor, textOf } from '../job.ts';
import { root } from '../support.ts';
import { offline, type Warm, warm } from './warm.ts';

/** The emitted encode.py and sample.py with a tiny model and real videos. */

const folder = mkdtempSync(join(tmpdir(), 'cogx-encode-'));
let started: Warm;
const model = 'tiny-cogvideox-1.5-5b-t2v';

/** A Python script at work; several may be at once, since most of their time goes into imports. */
const run = (words: readonly string[], env: Record<string, string> = {}) =>
  new Promise<{ status: number | null; stdout: string; last: string }>((done) => {
    const options = { cwd: folder, env: { ...process.env, ...offline, ...env } };
    const child = spawn(started.python, words, options);
    const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
    child.on('close', async (status) =>
      done({ status, stdout: await stdout, last: (await stderr).trim().split('\n').at(-1) ?? '' }),
    );
  });

const mustRun = async (...words: readonly string[]): Promise<string> => {
  const { status, stdout, last } = await run(words);
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stdout}${last}`);
  return stdout;
};

const pipeline = (train: string, gpu = 'cpu'): string => `
model ${model}
dataset bars { videos = "clips", repeats = 2 }
train { length = 4 steps, ${train} }
cluster { gpu = ${gpu} }
`;

const lora = 'adapter lora { rank = 4, alpha = 2 }, validate { prompts = ["a kingfisher", "a pond"], steps = 2 }';

/** Writes a build of the pipeline beside its clips.tsv. */
const build = (name: string, source: string): void => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'encode.py'), textOf(encode(jobFor(source))));
  writeFileSync(join(folder, name, 'sample.py'), textOf(sample(jobFor(source))));
  writeFileSync(join(folder, name, 'clips.tsv'), clips.map((cells) => `${cells.join('\t')}\n`).join(''));
};

/** A clip of two windows, one of one, one that is damaged, one with a frame too few, one that was never prepared. */
const header = ['clip', 'source', 'fingerprint', 'dataset', 'repeats', 'windows', 'coverage', 'graph', 'captions'];
const row = (clip: string, ...captions: string[]) => [
  clip,
  `${clip}.mp4`,
  `f-${clip}`,
  'bars',
  '2',
  captions.length,
  captions.map(() => 1),
  '[0:V:0]null[w0]',
  JSON.stringify(captions),
];
/** More than the 16 tokens that the tiny T5 is given. */
const long = 'absent, and told at length';

const clips = [
  header,
  row('two', 'a bird', 'an owl é'),
  row('one', 'a bird'),
  row('torn', 'torn'),
  row('short', 'short'),
  row('absent', long),
];

const makeVideo = (sample: string, frames: number, source: string): void => {
  const path = join(folder, 'work/birds/clips', `${sample}.mp4`);
  const words = [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    `${source}=size=48x32:rate=16`,
    '-frames:v',
    frames,
    '-pix_fmt',
    'yuv420p',
    path,
  ];
  const { status, stderr } = spawnSync('ffmpeg', words.map(String), { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
};

/** The record that prepare.sh leaves of a clip. */
const prepare = (clip: string, graph = '[0:V:0]null[w0]'): void =>
  writeFileSync(
    join(folder, 'work/birds/done', `${clip}.tsv`),
    `key-${clip}-${graph}\t${clip}\t1\tf-${clip}\t${graph}\n`,
  );

const promptFile = (text: string): string => `prompts/${createHash('sha256').update(text).digest('hex')}.safetensors`;

const latents = (): string[] => readdirSync(join(folder, 'work/birds/latents')).sort();
const list = (work: string): string => readFileSync(join(folder, work, 'birds/samples.tsv'), 'utf8');

/** samples.tsv after the broken clips were left out. */
const listed = [
  ['sample', 'dataset', 'repeats', 'latents', 'prompt'],
  ['two.w0', 'bars', '2', 'latents/two.w0.safetensors', promptFile('a bird')],
  ['two.w1', 'bars', '2', 'latents/two.w1.safetensors', promptFile('an owl é')],
  ['one.w0', 'bars', '2', 'latents/one.w0.safetensors', promptFile('a bird')],
]
  .map((cells) => `${cells.join('\t')}\n`)
  .join('');

type Judged = {
  readonly latents: Readonly<Record<string, { shape: number[]; difference: number; spread: number }>>;
  readonly prompts: Readonly<Record<string, number>>;
};

const judge = async (texts: readonly string[]): Promise<Judged> => {
  const sizes = ['9', '48', '32'];
  const words = [join(root, 'test/e2e/encode-judge.py'), model, 'work/birds', ...sizes, JSON.stringify(texts)];
  return JSON.parse((await mustRun(...words)).split('\n').at(-2) ?? '');
};

/** Files below work that the scripts keep, with the time when each was written. */
const written = (): Record<string, number> => {
  const files = ['latents', 'prompts'].flatMap((part) =>
    readdirSync(join(folder, 'work/birds', part)).map((file) => `${part}/${file}`),
  );
  return Object.fromEntries(files.map((file) => [file, statSync(join(folder, 'work/birds', file)).mtimeMs]));
};

const probe = (file: string): string => {
  const entries = 'stream=width,height,avg_frame_rate,nb_read_frames';
  const words = ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'csv=p=0', join(folder, file)];
  return spawnSync('ffprobe', words, { encoding: 'utf8' }).stdout.trim();
};

const cutShort =
  /work\/birds\/cut\.tsv: 1 of 8 texts have more than the 16 tokens that T5 is given \(the longest \d\d\)/;

const test = suite('encode and sample');

test.before(async () => {
  started = await warm();
});
test.after(() => {
  started.close();
  rmSync(folder, { recursive: true });
});

test('without a prepared clip, or without the GPU it was compiled for, a script says so and stops', async () => {
  await mustRun(join(root, 'scripts/make-tiny-model.py'), model, model);
  for (const part of ['clips', 'done']) mkdirSync(join(folder, 'work/birds', part), { recursive: true });
  build('build', pipeline(lora));
  build('gpu', pipeline(lora, 'a100-80gb'));
  const scripts = ['build/encode.py', 'gpu/encode.py', 'gpu/sample.py'];
  const ends = await Promise.all(scripts.map((script) => run([script], { CUDA_VISIBLE_DEVICES: '' })));
  const noGpu = 'is compiled for a GPU and torch sees none here: see what nvidia-smi says.';
  assert.equal(
    ends.map(({ status, last }) => [status, last]),
    [
      [1, 'No clip of this plan is prepared in work/birds: run prepare.sh first.'],
      [1, `encode.py ${noGpu}`],
      [1, `sample.py ${noGpu}`],
    ],
  );
});

test('a clip that is damaged or too short is named and left out, and the rest becomes samples', async () => {
  makeVideo('two.w0', 9, 'testsrc2');
  makeVideo('two.w1', 9, 'smptebars');
  makeVideo('one.w0', 9, 'mandelbrot');
  makeVideo('short.w0', 8, 'testsrc2');
  writeFileSync(join(folder, 'work/birds/clips/torn.w0.mp4'), 'not a video');
  for (const clip of ['two', 'one', 'torn', 'short']) prepare(clip);
  const stdout = await mustRun('build/encode.py');
  assert.match(stdout, '1 of 6 samples are not prepared: see work/birds/quarantine');
  assert.match(stdout, 'left out: work/birds/clips/torn.w0.mp4: ');
  assert.match(stdout, 'left out: work/birds/clips/short.w0.mp4: 8 frames of 48x32, not 9 of 48x32');
  assert.match(stdout, 'work/birds/samples.tsv: 3 of the 6 samples of the plan');
  assert.match(stdout, cutShort);
  assert.match(
    readFileSync(join(folder, 'work/birds/cut.tsv'), 'utf8'),
    /^tokens\ttext\n\d\d\t"absent, and told at length"\n$/,
  );
  assert.equal(
    latents(),
    ['one.w0', 'two.w0', 'two.w1'].map((name) => `${name}.safetensors`),
  );
  assert.is(list('work'), listed);
});

test('latents are what the VAE makes of the frames, and embeddings what the pipeline makes of the texts', async () => {
  const texts = ['', 'a kingfisher', 'a pond', 'a bird', 'an owl é', 'torn', 'short', long];
  assert.is(readdirSync(join(folder, 'work/birds/prompts')).length, texts.length);
  const judged = await judge(texts);
  for (const { shape, difference, spread } of Object.values(judged.latents)) {
    assert.equal(shape, [4, 3, 4, 6]);
    assert.ok(difference < 1e-6 && spread > 1e-3, `${difference} of ${spread}`);
  }
  for (const [prompt, difference] of Object.entries(judged.prompts))
    assert.ok(difference < 1e-6, `${prompt}: ${difference}`);
});

test('a second run writes nothing again, and names the broken clips once more', async () => {
  const before = written();
  const stdout = await mustRun('build/encode.py');
  assert.match(stdout, cutShort);
  assert.match(stdout, /left out.*torn/);
  assert.not.match(stdout, /^texts: /m);
  assert.equal(written(), before);
});

test('a clip that is planned in another way is left out until it is prepared again, and then encoded again', async () => {
  const before = written();
  const cut = readFileSync(join(folder, 'build/clips.tsv'), 'utf8').replace(/^(one.*)null/m, '$1hflip');
  mkdirSync(join(folder, 'recut'));
  copyFileSync(join(folder, 'build/encode.py'), join(folder, 'recut/encode.py'));
  writeFileSync(join(folder, 'recut/clips.tsv'), cut);
  assert.match(await mustRun('recut/encode.py'), 'work/birds/samples.tsv: 2 of the 6 samples of the plan');
  assert.equal(written(), before);
  prepare('one', '[0:V:0]hflip[w0]');
  assert.match(await mustRun('recut/encode.py'), 'work/birds/samples.tsv: 3 of the 6 samples of the plan');
  const changed = Object.entries(written()).filter(([file, time]) => before[file] !== time);
  assert.equal(
    changed.map(([file]) => file),
    ['latents/one.w0.safetensors'],
  );
  prepare('one');
});

test('two shards at a time give what one run gives', async () => {
  for (const part of ['clips', 'done'])
    cpSync(join(folder, 'work/birds', part), join(folder, 'shards/birds', part), { recursive: true });
  const shard = (share: string) => run(['build/encode.py'], { COGX_WORK: 'shards', SHARD: share });
  const ends = await Promise.all(['0/2', '1/2'].map(shard));
  assert.equal(
    ends.map(({ status }) => status),
    [0, 0],
  );
  assert.is(list('shards'), listed);
  for (const file of ['latents/two.w0.safetensors', 'latents/two.w1.safetensors', promptFile('an owl é')])
    assert.equal(readFileSync(join(folder, 'shards/birds', file)), readFileSync(join(folder, 'work/birds', file)));
});

test('sample.py makes a video of each prompt, as long, as large and as fast as the samples', async () => {
  await mustRun(join(root, 'test/e2e/trained.py'), model, 'runs/birds', 'bare/birds', '4', '2');
  const stdout = await mustRun('build/sample.py');
  assert.match(stdout, 'video 1 of 2: a kingfisher\n    -> runs/birds/samples/final-1.mp4');
  for (const number of [1, 2]) assert.is(probe(`runs/birds/samples/final-${number}.mp4`), '48,32,16/1,9');
  assert.equal(readdirSync(join(folder, 'runs/birds/samples')), ['final-1.mp4', 'final-2.mp4', 'final.json']);
});

test('sample.py stops where a LoRA would work at another strength than it was trained at', async () => {
  const { status, last } = await run(['build/sample.py'], { COGX_RUNS: 'bare' });
  assert.is(status, 1);
  assert.is(last, 'bare/birds/pytorch_lora_weights.safetensors loads at scale [1.0], and was trained at 0.5.');
});

test('sample.py of a pipeline without prompts shows the first two captions, with all weights too', async () => {
  build('whole', pipeline('adapter = none, validate { steps = 2 }'));
  const stdout = await mustRun('whole/sample.py');
  assert.match(stdout, 'video 1 of 2: a bird\n');
  assert.match(stdout, 'video 2 of 2: an owl é\n');
  assert.is(probe('runs/birds/samples/final-2.mp4'), '48,32,16/1,9');
});

test.run();
