import { savedBytes } from '../estimate/disk.ts';
import { printTraining, trainingOf } from '../estimate/training.ts';
import type { Plan } from '../plan/pipeline.ts';
import { fill } from './fill.ts';
import type { Emitter, Job } from './job.ts';
import { hashOf } from './manifest.ts';
import { assignment } from './python.ts';
import { device } from './script.ts';
import { type Topology, topology } from './topology.ts';
import { extraImportsOf, progressImportsOf } from './train-imports.ts';
import { looksOf } from './validate.ts';

/** What train.py is made of beside its step: one file for each thing that a reader of train.py need not read. */
const modules = {
  'run_state.py': (job: Job) => runView(job),
  'checkpoints.py': (job: Job) => checkpointsView(job.plan),
  'record.py': (job: Job) => recordView(job),
  'progress.py': ({ plan }: Job) => progressView(plan),
  'stream.py': ({ plan }: Job) => ({
    workers: plan.train.workers,
    reads_prompts: looksOf(plan).makes_videos || plan.captions.dropout > 0,
  }),
} as const;

export const runState: Emitter = function* (job) {
  const { source, command } = job;
  for (const [path, view] of Object.entries(modules))
    yield { path, text: fill(job, path, { source, command, ...view(job) }) };
  if (topology(job.plan).engine === 'fsdp') yield { path: 'fsdp.py', text: fill(job, 'fsdp.py', { source, command }) };
  if (hasExtras(job.plan))
    yield { path: 'extras.py', text: fill(job, 'extras.py', { source, command, ...extrasView(job.plan) }) };
};

/** Whether the main process has the optimizer, or each process a part of it. */
const keptBy = (engine: Topology['engine']) => ({
  fsdp: engine === 'fsdp',
  keeps_optimizer: engine === 'alone' || engine === 'ddp',
});

/** What a run goes on with: DeepSpeed keeps all in its engine. */
export const resumedBy = (engine: Topology['engine']): string => {
  switch (engine) {
    case 'deepspeed':
      return 'transformer';
    case 'fsdp':
      return 'transformer, optimizer';
    case 'alone':
    case 'ddp':
      return 'transformer, optimizer, read_weights';
  }
};

const runView = ({ plan }: Job) => {
  const { engine, on_cpu } = topology(plan);
  const { averages, drops_inputs, has_hooks } = extrasOf(plan);
  const sharded = engine === 'deepspeed';
  const gathers_weights = plan.cluster.shard.kind === 'zero3';
  const spreads_weights = gathers_weights || engine === 'fsdp';
  const { makes_videos: validates, holds_out } = looksOf(plan);
  const { shows_videos } = tracksOf(plan, validates);
  return {
    trains_lora: plan.train.adapter.kind === 'lora',
    shard: plan.cluster.shard.kind,
    alone: engine === 'alone',
    ddp: engine === 'ddp',
    sharded,
    ...keptBy(engine),
    resumed: resumedBy(engine),
    // Whether a process has whole weights to write, or its share of them.
    gathers_weights,
    spreads_weights,
    shows_as_trained: !spreads_weights && !averages,
    // Without a GPU fp16 has no loss scale: accelerate computes in fp32 there.
    scales_loss: plan.train.precision === 'fp16' && !sharded && !on_cpu,
    validates,
    holds_out,
    shows_videos,
    ...makingVideos(averages, drops_inputs, shows_videos),
    shows_whole_inputs: drops_inputs && validates,
    averages,
    has_hooks,
    resumes: plan.train.resume !== null,
  };
};

/** The curves go to trackers, and videos to the one that shows them. */
const tracksOf = ({ train: { track } }: Plan, makes_videos: boolean) => ({
  tracks: track.length > 0,
  tracks_tensorboard: track.includes('tensorboard'),
  tracks_wandb: track.includes('wandb'),
  shows_videos: track.includes('wandb') && makes_videos,
});

const progressView = (plan: Plan) => {
  const { uses_gpu } = device(plan);
  const uses = { uses_gpu, ...tracksOf(plan, looksOf(plan).makes_videos) };
  return { ...uses, imports: progressImportsOf(uses) };
};

const checkpointsView = (plan: Plan) => {
  const { engine } = topology(plan);
  const { fsdp, keeps_optimizer } = keptBy(engine);
  return {
    sharded: engine === 'deepspeed',
    keeps_optimizer,
    layout: engine === 'deepspeed' || fsdp ? plan.cluster.shard.kind : 'ddp',
    trains_lora: plan.train.adapter.kind === 'lora',
    saved_bytes: savedBytes(plan),
  };
};

const recordView = ({ plan, schedule, sha256 }: Job) => {
  const { train } = plan;
  const training = trainingOf(plan, schedule);
  return {
    training: assignment('TRAINING', training),
    training_hash: hashOf(printTraining(training), sha256),
    may_extend: train.schedule.kind !== 'constant' && !train.extend,
    extends_length: train.extend,
    resumes: train.resume !== null,
    resume: train.resume ?? '',
    holds_out: train.validate.held_out !== null,
  };
};

/** What most runs do without. */
export const extrasOf = ({ train: { adapter, ...train } }: Plan) => ({
  averages: train.ema !== null,
  drops_inputs: adapter.kind === 'lora' && adapter.dropout > 0,
  starts_from_lora: adapter.kind === 'lora' && adapter.from !== null,
  has_hooks: train.hooks !== null,
  quantises: adapter.kind === 'lora' && adapter.quantise !== null,
  holds_nf4: adapter.kind === 'lora' && adapter.quantise === 'nf4',
  holds_int8: adapter.kind === 'lora' && adapter.quantise === 'int8',
});

export const hasExtras = (plan: Plan): boolean => Object.values(extrasOf(plan)).includes(true);

const extrasView = (plan: Plan) => {
  const extras = extrasOf(plan);
  return { ...extras, imports: extraImportsOf(extras) };
};

/** With what the weights are looked at: as they are, or their average, and with no input dropped. */
export const shownAs = (averages: boolean, drops: boolean, run: 'run' | 'self'): readonly string[] => [
  ...(averages ? [`${run}.average.shown()`] : []),
  ...(drops ? [run === 'run' ? 'whole_inputs(transformer)' : 'whole_inputs(model)'] : []),
];

const makingVideos = (averages: boolean, drops: boolean, shows: boolean) => {
  const contexts = shownAs(averages, drops, 'self');
  const call = 'make_videos(model, stem)';
  const indent = ' '.repeat(16);
  const lines = contexts.length === 0 ? [call] : [`with ${contexts.join(', ')}:`, `    ${call}`];
  const showing = shows ? ['show_videos(self.accelerator, update, stem)'] : [];
  const indented = (some: readonly string[]): string => some.map((line) => indent + line).join('\n');
  return { makes_videos: indented(lines), makes_and_shows: indented([...lines, ...showing]) };
};
