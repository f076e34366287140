import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accelerate } from '../../src/emit/accelerate.ts';
import { deepspeed } from '../../src/emit/deepspeed.ts';
import type { Job } from '../../src/emit/job.ts';
import { train } from '../../src/emit/train.ts';
import { memoryOf } from '../../src/estimate/memory/memory.ts';
import { updateTime } from '../../src/estimate/run-time.ts';
import { models } from '../../src/models/models.ts';
import { jobFor } from '../job.ts';
import { root } from '../support.ts';
import { configsOf } from './configs.ts';

/** One run of the emitted train.py at its real size, on weights of chance. */
export type Case = {
  readonly name: string;
  readonly model: keyof typeof models;
  /** Lines of train. */
  readonly train: string;
  /** Lines of cluster: the kind of GPU, and how many. */
  readonly cluster: string;
};

/** What was planned, in GiB and seconds; no time where the table knows none of this GPU. */
export type Planned = {
  readonly least: number;
  readonly expected: number;
  readonly most: number;
  readonly update: { readonly seconds: number; readonly band: number } | null;
};

export type Measured = { readonly memory: number; readonly seconds: number; readonly losses: readonly number[] };

export type Place = { readonly folder: string; readonly python: string; readonly seconds: number };

/** CUDA's context, which torch does not count (src/estimate/memory/memory.ts). */
const context = 0.5;

const updates = 5;

export const jobOf = ({ model, train: words, cluster }: Case): Job =>
  jobFor(`
name = clips
model ${model} { weights = "nobody/chance" }
dataset clips { videos = "clips" }
train {
  length = ${updates} steps, schedule constant { warmup = 1 steps }
  checkpoint { every = 1000 steps, keep = 1 }
  ${words}
}
cluster { ${cluster} }
`);

export const plannedOf = ({ plan }: Job): Planned => {
  const { least, expected, most } = memoryOf(plan);
  return { least, expected, most, update: updateTime(plan) };
};

/** Runs it; gives a sentence where it does not end well. */
export const measure = (each: Case, { folder, python, seconds }: Place): Measured | string => {
  const job = jobOf(each);
  const build = join(folder, each.name);
  mkdirSync(build, { recursive: true });
  for (const emitter of [train, accelerate, deepspeed])
    for (const { path, text } of emitter(job)) writeFileSync(join(build, path), text as string);
  writeFileSync(join(build, 'case.json'), JSON.stringify(realOf(job)));
  const start = ['-m', 'accelerate.commands.launch', '--config_file', join(build, 'accelerate.json')];
  const words = [...start, '--main_process_port', '0', join(root, 'test/gpu/real.py'), build];
  const env = { ...process.env, COGX_WORK: join(build, 'work'), COGX_RUNS: join(build, 'runs'), HF_HUB_OFFLINE: '1' };
  const { status, stdout, stderr } = spawnSync(python, words, { encoding: 'utf8', env, timeout: seconds * 1000 });
  if (status !== 0) return lastWords(`${stdout}${stderr}`);
  return measuredIn(join(build, 'runs/clips/log/metrics.jsonl'));
};

/** Without the calls that led there, and what launchers say of the end of what they started. */
const lastWords = (told: string): string =>
  told
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line) && !/^(Traceback|subprocess\.|Root Cause|Failures)/.test(line))
    .slice(-3)
    .join('\n');

const realOf = ({ plan }: Job) => {
  const model = models[plan.model.kind];
  const { count, size } = plan.frames;
  return {
    ...configsOf(model),
    latent_frames: (count - 1) / model.vae.temporal_factor + 1,
    size: [size.height, size.width],
    shows_image: plan.image?.noise === 'fresh',
  };
};

type Update = { readonly loss: number; readonly seconds: number; readonly memory_gib: number };

const measuredIn = (log: string): Measured => {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  const seen = lines.map((line) => JSON.parse(line) as Update);
  // The first waits for the kernels to be loaded and chosen.
  const times = seen.slice(1).map(({ seconds }) => seconds);
  return {
    memory: Math.max(...seen.map(({ memory_gib }) => memory_gib)),
    seconds: times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN,
    losses: seen.map(({ loss }) => loss),
  };
};

/** What of the plan does not hold; nothing where it does. */
export const faultsOf = (planned: Planned, { memory, seconds, losses }: Measured): readonly string[] => {
  const held = memory + context;
  const { least, most, update } = planned;
  return [
    ...(held < least || held > most
      ? [`${held.toFixed(1)} GiB is not between ${least.toFixed(1)} and ${most.toFixed(1)}`]
      : []),
    ...(update && Math.abs(seconds / update.seconds - 1) > update.band
      ? [`${seconds.toFixed(2)} s is not within ${Math.round(update.band * 100)} % of ${update.seconds.toFixed(2)}`]
      : []),
    ...(losses.every(Number.isFinite) && losses.length === updates ? [] : [`losses are ${losses.join(', ')}`]),
  ];
};
