import { spawnSync } from 'node:child_process';
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
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { encode } from '../../src/emit/encode.ts';
import { sample } from '../../src/emit/sample.ts';
import { models } from '../../src/models/models.ts';
import { jobFor, textOf } from '../job.ts';
import { root } from '../support.ts';

/** The emitted encode.py and sample.py with a tiny model and real videos. */

const folder = mkdtempSync(join(tmpdir(), 'cogx-encode-'));
const python = join(root, '.venv/bin/python');
const model = 'tiny-cogvideox-1.5-5b-t2v';

const run = (words: readonly string[], env: Record<string, string> = {}, input = '') => {
  const { status, stdout, stderr } = spawnSync(python, words, {
    cwd: folder,
    encoding: 'utf8',
    input,
    env: { ...process.env, DS_ACCELERATOR: 'cpu', HF_HUB_OFFLINE: '1', ...env },
  });
  return { status, stdout, stderr, last: stderr.trim().split('\n').at(-1) ?? '' };
};

const mustRun = (words: readonly string[], input = ''): string => {
  const { status, stdout, stderr } = run(words, {}, input);
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stdout}${stderr}`);
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
const build = (name: string, text: string): string => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'encode.py'), textOf(encode(jobFor(text))));
  writeFileSync(join(folder, name, 'sample.py'), textOf(sample(jobFor(text))));
  writeFileSync(join(folder, name, 'clips.tsv'), clips.map((cells) => `${cells.join('\t')}\n`).join(''));
  return name;
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
const clips = [
  header,
  row('two', 'a bird', 'an owl é'),
  row('one', 'a bird'),
  row('torn', 'torn'),
  row('short', 'short'),
  row('absent', 'absent'),
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
const list = (): string => readFileSync(join(folder, 'work/birds/samples.tsv'), 'utf8');

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

const judge = (texts: readonly string[]): string => {
  const words = [join(root, 'test/e2e/encode-judge.py'), model, 'work/birds', '9', '48', '32'];
  return mustRun(words, JSON.stringify(texts)).split('\n').at(-2) ?? '';
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

const test = suite('encode and sample');

test.after(() => rmSync(folder, { recursive: true }));

test('a tiny model has the shape that its row of facts says', () => {
  mustRun([join(root, 'scripts/make-tiny-model.py'), model, model]);
  mkdirSync(join(folder, 'work/birds/clips'), { recursive: true });
  mkdirSync(join(folder, 'work/birds/done'));
  build('build', pipeline(lora));
  const { transformer, vae } = models[model];
  const config = (part: string) => JSON.parse(readFileSync(join(folder, model, part, 'config.json'), 'utf8'));
  assert.is(config('transformer').num_layers, transformer.layers);
  assert.is(config('transformer').in_channels, transformer.in_channels);
  assert.is(config('transformer').patch_size_t, transformer.patch_size_t);
  assert.is(config('transformer').max_text_seq_length, models[model].text.tokens);
  assert.is(config('vae').scaling_factor, vae.scaling_factor);
  assert.is(config('vae').invert_scale_latents, vae.inverts_image_scale);
});

test('without a prepared clip it says what to run first', () => {
  const { status, last } = run(['build/encode.py']);
  assert.is(status, 1);
  assert.is(last, 'No clip of this plan is prepared in work/birds: run prepare.sh first.');
});

test('a clip that is damaged or too short is named and left out, and the rest becomes samples', () => {
  makeVideo('two.w0', 9, 'testsrc2');
  makeVideo('two.w1', 9, 'smptebars');
  makeVideo('one.w0', 9, 'mandelbrot');
  makeVideo('short.w0', 8, 'testsrc2');
  writeFileSync(join(folder, 'work/birds/clips/torn.w0.mp4'), 'not a video');
  for (const clip of ['two', 'one', 'torn', 'short']) prepare(clip);
  const { status, stdout } = run(['build/encode.py']);
  assert.is(status, 0);
  assert.match(stdout, '1 of 6 samples are not prepared: see work/birds/quarantine');
  assert.match(stdout, 'left out: work/birds/clips/torn.w0.mp4: ');
  assert.match(stdout, 'left out: work/birds/clips/short.w0.mp4: 8 frames of 48x32, not 9 of 48x32');
  assert.match(stdout, 'work/birds/samples.tsv: 3 of the 6 samples of the plan');
  assert.equal(
    latents(),
    ['one.w0', 'two.w0', 'two.w1'].map((name) => `${name}.safetensors`),
  );
  assert.is(list(), listed);
});

test('latents are what the VAE makes of the frames, and embeddings what the pipeline makes of the texts', () => {
  const texts = ['', 'a kingfisher', 'a pond', 'a bird', 'an owl é', 'torn', 'short', 'absent'];
  assert.is(readdirSync(join(folder, 'work/birds/prompts')).length, texts.length);
  const judged = JSON.parse(judge(texts)) as Judged;
  for (const { shape, difference, spread } of Object.values(judged.latents)) {
    assert.equal(shape, [4, 3, 4, 6]);
    assert.ok(difference < 1e-6 && spread > 1e-3, `${difference} of ${spread}`);
  }
  for (const [text, difference] of Object.entries(judged.prompts))
    assert.ok(difference < 1e-6, `${text}: ${difference}`);
});

test('a second run writes nothing again, and names the broken clips once more', () => {
  const before = written();
  const { status, stdout } = run(['build/encode.py']);
  assert.is(status, 0);
  assert.match(stdout, /left out.*torn/);
  assert.not.match(stdout, /^texts: /m);
  assert.equal(written(), before);
});

test('a clip that is planned in another way is left out until it is prepared again, and then encoded again', () => {
  const before = written();
  const cut = readFileSync(join(folder, 'build/clips.tsv'), 'utf8').replace(/^(one.*)null/m, '$1hflip');
  mkdirSync(join(folder, 'recut'));
  copyFileSync(join(folder, 'build/encode.py'), join(folder, 'recut/encode.py'));
  writeFileSync(join(folder, 'recut/clips.tsv'), cut);
  assert.match(run(['recut/encode.py']).stdout, 'work/birds/samples.tsv: 2 of the 6 samples of the plan');
  assert.equal(written(), before);
  prepare('one', '[0:V:0]hflip[w0]');
  assert.match(run(['recut/encode.py']).stdout, 'work/birds/samples.tsv: 3 of the 6 samples of the plan');
  const changed = Object.entries(written()).filter(([file, time]) => before[file] !== time);
  assert.equal(
    changed.map(([file]) => file),
    ['latents/one.w0.safetensors'],
  );
  prepare('one');
});

test('two shards, one after the other, give what one run gives', () => {
  for (const part of ['clips', 'done'])
    cpSync(join(folder, 'work/birds', part), join(folder, 'shards/birds', part), { recursive: true });
  for (const shard of ['0/2', '1/2'])
    assert.is(run(['build/encode.py'], { COGX_WORK: 'shards', SHARD: shard }).status, 0);
  assert.is(readFileSync(join(folder, 'shards/birds/samples.tsv'), 'utf8'), listed);
  for (const file of ['latents/two.w0.safetensors', 'latents/two.w1.safetensors', promptFile('an owl é')])
    assert.equal(readFileSync(join(folder, 'shards/birds', file)), readFileSync(join(folder, 'work/birds', file)));
});

test('sample.py makes a video of each prompt, as long, as large and as fast as the samples', () => {
  mustRun([join(root, 'test/e2e/trained.py'), model, 'runs/birds', '4', '2']);
  const { status, stdout } = run(['build/sample.py']);
  assert.is(status, 0);
  assert.match(stdout, 'video 1 of 2: a kingfisher\n    -> runs/birds/samples/final-1.mp4');
  for (const number of [1, 2]) assert.is(probe(`runs/birds/samples/final-${number}.mp4`), '48,32,16/1,9');
  assert.equal(readdirSync(join(folder, 'runs/birds/samples')), ['final-1.mp4', 'final-2.mp4']);
});

test('sample.py stops where a LoRA would work at another strength than it was trained at', () => {
  mustRun([join(root, 'test/e2e/trained.py'), model, 'bare/birds', '4']);
  const { status, last } = run(['build/sample.py'], { COGX_RUNS: 'bare' });
  assert.is(status, 1);
  assert.is(last, 'bare/birds/pytorch_lora_weights.safetensors loads at scale [1.0], and was trained at 0.5.');
});

test('sample.py of a pipeline without prompts shows the first two captions, with all weights too', () => {
  build('whole', pipeline('adapter = none, validate { steps = 2 }'));
  const { status, stdout } = run(['whole/sample.py']);
  assert.is(status, 0);
  assert.match(stdout, 'video 1 of 2: a bird\n');
  assert.match(stdout, 'video 2 of 2: an owl é\n');
  assert.is(probe('runs/birds/samples/final-2.mp4'), '48,32,16/1,9');
});

test('scripts for a GPU say so where there is none', () => {
  build('gpu', pipeline(lora, 'a100-80gb'));
  for (const script of ['gpu/encode.py', 'gpu/sample.py']) {
    const { status, last } = run([script], { CUDA_VISIBLE_DEVICES: '' });
    assert.is(status, 1);
    assert.match(last, /^(encode|sample)\.py is compiled for a GPU and torch sees none: /);
  }
});

test.run();
