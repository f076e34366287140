import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { accelerate } from '../../src/emit/accelerate.ts';
import { deepspeed } from '../../src/emit/deepspeed.ts';
import type { Job } from '../../src/emit/job.ts';
import { launch } from '../../src/emit/launch/launch.ts';
import { train } from '../../src/emit/train.ts';
import { survey } from '../../src/media/survey.ts';
import { jobFor } from '../job.ts';
import { root } from '../support.ts';
import { makeTinyModel, offline, type Warm, warm } from './warm.ts';

/** The emitted train.py under the emitted launch.sh, with a tiny model: stops, kills, and what a person may ask of it. How it is spread: strategies.test.ts. */

const folder = mkdtempSync(join(tmpdir(), 'cogx-train-'));
const model = 'tiny-cogvideox-1.5-5b-t2v';

const text = (settings: { train?: string; cluster?: string; name?: string }): string => `
name = ${settings.name ?? 'birds'}
model ${model}
captions { dropout = 25 % }
dataset pexels { videos = "clips" }
train {
  length = 24 steps, global_batch = 4, max_grad_norm = 0.003
  checkpoint { every = 4 steps, keep = 2 }
  ${settings.train ?? ''}
}
cluster { ${settings.cluster ?? 'gpu = cpu'} }
`;

const lora = `
  adapter lora { rank = 4, alpha = 2 }
  optimizer adamw { learning_rate = 1e-2 }
  schedule cosine { warmup = 4 steps }`;
const videos =
  'validate { every = 10 steps, prompts = ["a kingfisher dives into a pond"], steps = 2 }, track = [tensorboard]';

/** Writes what a pipeline compiles to, as far as training needs it. */
const build = (name: string, source: string, known: Partial<Job> = {}): string => {
  const job = { ...jobFor(source), ...known };
  mkdirSync(join(folder, name), { recursive: true });
  for (const emitter of [train, accelerate, deepspeed, launch])
    for (const { path, text: lines } of emitter(job)) writeFileSync(join(folder, name, path), lines as string);
  return name;
};

/** What `survey` says of ten clips that give a sample each. */
const ten = (() => {
  const video = {
    codec: 'h264',
    width: 48,
    height: 32,
    pixel_aspect: '1:1',
    pixel_format: 'yuv420p',
    frames: 9,
    span: 0.5,
    duration: 0.5625,
    start: 0,
    constant_rate: true,
    interlaced: false,
    colour: {},
  };
  const clips = Array.from({ length: 10 }, (_, number) => ({
    dataset: 'pexels',
    path: `clips/${number}.mp4`,
    size: 1,
    fingerprint: '',
    video,
    captions: [{ text: 'a bird' }],
  }));
  return survey(jobFor(text({})).plan, clips);
})();

let started: Warm;

const environment = (runs: string) => ({ ...process.env, ...offline, COGX_PYTHON: started.python, COGX_RUNS: runs });

/** Trains to the end, or to a stop. */
const run = (name: string, runs = `runs-${name}`) => {
  const { status, stdout, stderr } = spawnSync('bash', [join(name, 'launch.sh')], {
    cwd: folder,
    encoding: 'utf8',
    env: environment(runs),
  });
  return { status, stdout, stderr };
};

const mustRun = (name: string, runs?: string): string => {
  const { status, stdout, stderr } = run(name, runs);
  if (status !== 0) throw new Error(`${name}: ${stdout}${stderr}`);
  return stdout;
};

const judge = (...words: string[]): string => {
  const { status, stdout, stderr } = spawnSync(started.python, [join(root, 'test/e2e/train-judge.py'), ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: environment('runs-one'),
  });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stdout}${stderr}`);
  return stdout.trim().split('\n').at(-1) ?? '';
};

type Update = {
  readonly update: number;
  readonly loss: number;
  readonly learning_rate: number;
  readonly grad_norm: number;
};

const metrics = (runs: string): Update[] => {
  const path = join(folder, runs, 'birds/log/metrics.jsonl');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as Update);
};

const losses = (runs: string): number[] => metrics(runs).map(({ loss }) => loss);

/** fp32 sums in another order: relative differences stay far below this over the whole run. */
const tolerance = 1e-5;

const near = (some: readonly number[], others: readonly number[]): void => {
  assert.is(some.length, others.length);
  for (const [index, value] of some.entries())
    assert.ok(Math.abs(value / (others[index] ?? Number.NaN) - 1) < tolerance, `${value} is not ${others[index]}`);
};

const until = async (condition: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 6000 && !condition(); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
};

const probe = (file: string): string => {
  const entries = 'stream=width,height,avg_frame_rate,nb_read_frames';
  const words = ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'csv=p=0', join(folder, file)];
  return spawnSync('ffprobe', words, { encoding: 'utf8' }).stdout.trim();
};

const test = suite('train');

test.before(async () => {
  started = await warm();
  makeTinyModel(started.python, folder, model);
  judge('data', 'work/birds');
});
test.after(() => {
  started.close();
  rmSync(folder, { recursive: true });
});

test('one process trains to the end and says how it goes', () => {
  const said = mustRun(build('one', text({ train: `${lora}\n${videos}` })));
  assert.match(said, /update 1 of 24: loss \d\.\d+, learning rate 2\.50e-03, gradient norm .* left\n/);
  assert.match(said, 'update 24 of 24: ');
  assert.match(said, 'Trained: the weights are in runs-one/birds.');
  assert.equal(
    metrics('runs-one').map(({ update }) => update),
    Array.from({ length: 24 }, (_, index) => index + 1),
  );
  assert.ok(
    metrics('runs-one').some(({ grad_norm }) => grad_norm > 0.003),
    'no gradient is ever clipped',
  );
});

test('only the newest checkpoints are kept, and nothing half stays', () => {
  assert.equal(readdirSync(join(folder, 'runs-one/birds/checkpoints')).sort(), ['step-000020', 'step-000024']);
  assert.equal(readdirSync(join(folder, 'runs-one/birds')).sort(), [
    'checkpoints',
    'log',
    'pytorch_lora_weights.safetensors',
    'run.json',
    'samples',
  ]);
});

test('the first loss is that of the reference formula in float64, and the LoRA loads at the trained strength', () => {
  const judged = JSON.parse(judge('one', 'one/train.py', model, 'work/birds', 'runs-one/birds'));
  const seen = judged.loss;
  const { loss = Number.NaN } = metrics('runs-one')[0] ?? {};
  assert.ok(Math.abs(loss / seen.loss - 1) < 1e-6, `${loss} is not ${seen.loss}`);
  assert.ok(seen.doubled, 'the first latent is not doubled');
  const whole = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  assert.equal(seen.passes, [whole, whole, whole]);
  assert.is(seen.orders, 3);
  assert.ok(Math.abs(seen.spread - 1) < 0.05, `the posterior's spread is ${seen.spread}`);
  assert.ok(Math.abs(seen.empty - 0.25) < 0.05, `${seen.empty} of the captions are dropped`);
  const { layers, keys, scales, moved } = judged.lora; // alpha 2, rank 4
  assert.equal([layers, keys, scales], [8, 16, [0.5]]);
  assert.ok(moved > 0);
});

test('the learning rate is that of the schedule', () => {
  const rates = metrics('runs-one').map(({ learning_rate }) => learning_rate);
  near(rates.slice(0, 5), [0.0025, 0.005, 0.0075, 0.01, 0.01]);
  near(rates.slice(14, 15), [0.005]);
});

test('validation videos have the frames, size and rate of the plan', () => {
  const files = readdirSync(join(folder, 'runs-one/birds/samples')).sort();
  assert.equal(files, ['step-000010-1.mp4', 'step-000020-1.mp4', 'step-000024-1.mp4']);
  assert.is(probe('runs-one/birds/samples/step-000024-1.mp4'), '48,32,16/1,9');
});

test('after a kill it goes on from the newest checkpoint, with the same losses to the last bit', async () => {
  const name = build('killed', text({ train: lora }));
  const child = spawn('bash', [join(name, 'launch.sh')], {
    cwd: folder,
    env: environment('runs-killed'),
    detached: true,
    stdio: 'ignore',
  });
  await until(() => metrics('runs-killed').length >= 10);
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  const before = metrics('runs-killed').length;
  assert.ok(before >= 10 && before < 24, `it was killed after update ${before}`);
  assert.match(mustRun(name), /Goes on after update (8|12|16|20) of 24/);
  assert.equal(losses('runs-killed'), losses('runs-one'));
  const weights = (runs: string) => readFileSync(join(folder, runs, 'birds/pytorch_lora_weights.safetensors'));
  assert.match(
    weights('runs-one').toString('latin1', 8, 80),
    '{"__metadata__":{"format":"pt","lora_adapter_metadata":',
  );
  assert.ok(weights('runs-killed').equals(weights('runs-one')), 'other weights');
});

test('what one process has begun, two go on with', () => {
  const name = build('more', text({ train: lora, cluster: 'gpu = cpu, gpus_per_node = 2' }));
  rmSync(join(folder, 'runs-killed/birds/checkpoints/step-000024'), { recursive: true });
  assert.match(mustRun(name, 'runs-killed'), 'Goes on after update 20 of 24');
  near(losses('runs-killed'), losses('runs-one'));
});

test('all weights train, over a SIGTERM that saves, and are a transformer of diffusers', async () => {
  const name = build('all', text({ train: 'adapter = none, optimizer adamw { learning_rate = 1e-3 }' }));
  const child = spawn(started.python, [join(name, 'train.py')], {
    cwd: folder,
    env: environment('runs-all'),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  await until(() => metrics('runs-all').length >= 3);
  child.kill('SIGTERM');
  assert.equal(await ended, [0, null]);
  const { length } = metrics('runs-all');
  assert.ok(length < 24);
  assert.match(mustRun(name), `Goes on after update ${length} of 24`);
  const { moved, of } = JSON.parse(judge('all', model, 'runs-all/birds'));
  assert.is(moved, of);
});

/** One after the other, each stops for its own reason. */
const unusual = [
  'adapter lora { rank = 4, from = "runs-one/birds" }',
  'adapter lora { rank = 8, alpha = 4, from = "runs-one/birds" }',
  'adapter lora { rank = 4 }, hooks = "gone.py"',
  'adapter lora { rank = 4 }, hooks = "empty.py"',
  'adapter lora { rank = 4 }, resume = "runs-gone"',
  'adapter lora { rank = 8 }, resume = "runs-one/birds"',
];

const hooks = `
def after_load(transformer):
    print("hooks: loaded", type(transformer).__name__)


def after_save(update, folder):
    print("hooks: saved", update, folder)
`;

/** Everything that most runs do without, as far as a CPU has it. */
const everything = (more = '') => `
  adapter lora { rank = 4, alpha = 2, dropout = 20 %, from = "runs-one/birds" }
  optimizer prodigy { learning_rate = 0.5 }
  schedule cosine { warmup = 2 steps }
  ema { decay = 0.9 }, workers = 0, length = 8 steps
  ${more}`;

const short = (settings: { train: string; name: string }): string => text(settings).replace('length = 24 steps,', '');

test('a LoRA goes on from another with Prodigy, dropout, an average and hooks, and after a stop to the last bit', () => {
  writeFileSync(join(folder, 'hooks.py'), hooks);
  cpSync(join(folder, 'work/birds'), join(folder, 'work/crows'), { recursive: true });
  const more = `hooks = "hooks.py"\n  ${videos.replace('10 steps', '4 steps')}`;
  const name = build('odd', short({ train: everything(more), name: 'crows' }));
  const said = mustRun(name);
  assert.match(said, 'hooks.py has no before_step.');
  assert.match(said, 'hooks: loaded CogVideoXTransformer3DModel');
  assert.match(said, 'hooks: saved 8 runs-odd/crows/checkpoints/step-000008');
  const made = () => ({
    log: readFileSync(join(folder, 'runs-odd/crows/log/metrics.jsonl'), 'utf8').replaceAll(/, "seconds": [^}]+/g, ''),
    weights: readFileSync(join(folder, 'runs-odd/crows/pytorch_lora_weights.safetensors')).toString('hex'),
  });
  const once = made();
  rmSync(join(folder, 'runs-odd/crows/checkpoints/step-000008'), { recursive: true });
  assert.match(mustRun(name), 'Goes on after update 4 of 8');
  assert.equal(made(), once);
});

test('a run of another name goes on from its checkpoints, longer, slower and compiled', () => {
  cpSync(join(folder, 'work/birds'), join(folder, 'work/ravens'), { recursive: true });
  const other = everything('compile = true, resume = "runs-odd/crows"')
    .replace('8 steps', '10 steps')
    .replace('0.5', '0.1');
  const said = mustRun(build('next', short({ train: other, name: 'ravens' })));
  assert.match(said, 'Goes on after update 8 of 10, from runs-odd/crows/checkpoints/step-000008.');
  const last = readFileSync(join(folder, 'runs-next/ravens/log/metrics.jsonl'), 'utf8').trim().split('\n');
  assert.is(last.length, 2);
});

test('a start that can only fail says why and what to do', () => {
  writeFileSync(join(folder, 'empty.py'), '');
  const faster = lora.replace('1e-2', '2e-2');
  const names = [
    build('apart', text({ train: lora, cluster: 'gpu = cpu, gpus_per_node = 2' })),
    build('gpu', text({ train: lora, cluster: 'gpu = a100-80gb' })),
    build('changed', text({ train: faster })),
    build('missing', text({ train: lora }), { survey: ten }),
    build('unmade', text({ train: lora, name: 'owls' })),
    ...unusual.map((train, index) => build(`unusual-${index}`, text({ train, name: 'crows' }))),
  ];
  const longer = (more: string): string => text({ train: `${lora}${more}` }).replace('24 steps', '48 steps');
  build('longer', longer(''));
  build('extended', longer('\n  extend = true'));
  assert.equal(JSON.parse(judge('refusals', ...names)), [
    'train.py is compiled for 2 processes and runs in 1: start it with launch.sh, or change nodes and gpus_per_node and compile again.',
    'train.py is compiled for a GPU and torch sees none here: see what nvidia-smi says.',
    'runs-one/birds holds a run that is made from something else:\n  train.optimizer.learning_rate: 0.01 then, 0.02 now\nWhere the length alone is another, say extend = true in train. Give the pipeline a new name and compile it again: then it starts over, or it goes on from here where train says resume = "runs-one/birds".',
    '4 of the 10 samples of dataset pexels are not in work/birds/samples.tsv: run prepare.sh and encode.py again, look into work/birds/quarantine, or raise tolerate and compile again.',
    'work/owls/samples.tsv is missing: run prepare.sh and encode.py first.',
    'runs-one/birds/pytorch_lora_weights.safetensors was trained with alpha / rank = 0.5, this run says 1.0.',
    'runs-one/birds/pytorch_lora_weights.safetensors has other layers or another rank: say its own rank and targets.',
    'There is no gone.py (hooks): run this from the folder of the .cogx file.',
    'empty.py has none of the functions after_load, before_step and after_save.',
    "runs-gone, which resume names, is no whole checkpoint and has none: name a run's folder, or one of its checkpoints, relative to the folder of the .cogx file.",
    "runs-one/birds/checkpoints/step-000024 was saved with train.adapter.rank = 4 and can't go on with 8.",
    'step-000004 is saved with shard = zero2 and this is compiled for ddp: compile with the former, or give the run a new name to start over.',
    'train.length.steps: 24 then, 48 now',
    '48 updates',
  ]);
});

test.run();
