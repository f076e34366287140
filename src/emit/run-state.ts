import { savedBytes } from '../estimate/disk.ts';
import { printTraining, trainingOf } from '../estimate/training.ts';
import type { Plan } from '../plan/pipeline.ts';
import { fill } from './fill.ts';
import type { Emitter, Job } from './job.ts';
import { hashOf } from './manifest.ts';
import { assignment } from './python.ts';
import { device } from './script.ts';
import { spreadOf, type Topology, topology } from './topology.ts';
import { extraImportsOf, progressImportsOf } from './train-imports.ts';
import { looksOf, sharingVideos } from './validate.ts';

/** What train.py is made of beside its step: one file for each thing that a reader of train.py need not read. */
const modules = {
  'run_state.py': (job: Job) => runView(job),
  'checkpoints.py': (job: Job) => checkpointsView(job.plan),
  'record.py': (job: Job) => recordView(job),
  'progress.py': ({ plan }: Job) => progressView(plan),
  'stream.py': ({ plan }: Job) => ({
    workers: plan.train.workers,
    uses_gpu: device(plan).uses_gpu,
    reads_prompts: looksOf(plan).makes_videos || plan.captions.dropout > 0,
  }),
} as const;

export const runState: Emitter = function* (job) {
  const { source, command } = job;
  for (const [path, view] of Object.entries(modules))
    yield { path, text: fill(job, path, { source, command, ...view(job) }) };
  yield* shards(job);
  if (hasExtras(job.plan))
    yield { path: 'extras.py', text: fill(job, 'extras.py', { source, command, ...extrasView(job.plan) }) };
};

/** How what is spread over the processes is written and read. */
const shards: Emitter = function* (job) {
  const { source, command, plan } = job;
  const { engine } = topology(plan);
  const { gathers_weights } = spreadOf(plan);
  if (engine === 'fsdp') yield { path: 'shards.py', text: fill(job, 'shards-fsdp.py', { source, command }) };
  if (engine === 'deepspeed')
    yield { path: 'shards.py', text: fill(job, 'shards-zero.py', { source, command, gathers_weights }) };
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
  const { gathers_weights, spreads_weights } = spreadOf(plan);
  const { makes_videos: validates, holds_out } = looksOf(plan);
  const { shares_videos, makes_alone } = sharingVideos(plan);
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
    spreads_optimizer: sharded && !gathers_weights,
    works_on_all: sharded || engine === 'fsdp' || shares_videos,
    shares_videos,
    makes_alone,
    shows_as_trained: !spreads_weights && !averages,
    // Without a GPU fp16 has no loss scale: accelerate computes in fp32 there.
    scales_loss: plan.train.precision === 'fp16' && !sharded && !on_cpu,
    validates,
    holds_out,
    shows_videos,
    ...makingVideos({ contexts: shownAs(averages, drops_inputs, 'self'), shares_videos, shows_videos }),
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

type Making = {
  readonly contexts: readonly string[];
  readonly shares_videos: boolean;
  readonly shows_videos: boolean;
};

/** With several processes each makes some of the videos, and all wait for the last; the main process shows them. */
const makingVideos = ({ contexts, shares_videos, shows_videos }: Making) => {
  const within = (line: string): readonly string[] =>
    contexts.length === 0 ? [line] : [`with ${contexts.join(', ')}:`, `    ${line}`];
  const indented = (lines: readonly string[], by: number): string =>
    lines.map((line) => ' '.repeat(by) + line).join('\n');
  const made = shares_videos
    ? 'made = all(self.on_all(self.try_videos, update, make_videos, self.accelerator, model, stem))'
    : 'made = self.try_videos(update, make_videos, model, stem)';
  const proved = shares_videos ? 'make_one(self.accelerator, model, stem)' : 'make_one(model, stem)';
  const shown = [
    shares_videos ? 'if made and self.accelerator.is_main_process:' : 'if made:',
    '    made = self.try_videos(update, show_videos, self.accelerator, update, stem)',
  ];
  return {
    proves_videos: indented(within(proved), 16),
    makes_videos: indented([...within(made), ...(shows_videos ? shown : [])], 8),
  };
};
