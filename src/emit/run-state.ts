import { savedBytes } from '../estimate/disk.ts';
import { hashOfTraining, trainingOf } from '../estimate/training.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { Job } from './job.ts';
import { assignment } from './python.ts';
import { videoPrompts } from './script.ts';
import { topology } from './topology.ts';

/** What run_state.py.hbs reads. */
export const runStateView = (job: Job) => {
  const { plan, schedule } = job;
  const { engine, on_cpu } = topology(plan);
  const training = trainingOf(plan, schedule);
  const sharded = engine === 'deepspeed';
  return {
    source: job.source,
    command: job.command,
    training: assignment('TRAINING', training),
    training_hash: hashOfTraining(training),
    shard: plan.cluster.shard.kind,
    alone: engine === 'alone',
    ddp: engine === 'ddp',
    sharded,
    ...sharesOf(plan),
    layout: sharded ? plan.cluster.shard.kind : 'ddp',
    // Without a GPU fp16 has no loss scale: accelerate computes in fp32 there.
    scales_loss: plan.train.precision === 'fp16' && !sharded && !on_cpu,
    validates: videoPrompts(plan).length > 0,
    trains_lora: plan.train.adapter.kind === 'lora',
    ...aboutRun(plan),
  };
};

/** Whether a process has whole weights to write, or its share of them. */
const sharesOf = ({ cluster, train }: Plan) => {
  const spreads_weights = cluster.shard.kind === 'zero3';
  return { spreads_weights, shows_as_trained: !spreads_weights && train.ema === null };
};

/** What most runs do without, as far as it concerns saving and going on. */
const aboutRun = (plan: Plan, { adapter, ...train } = plan.train) => ({
  workers: train.workers,
  saved_bytes: savedBytes(plan),
  averages: train.ema !== null,
  ...shownAs(train.ema !== null, adapter.kind === 'lora' && adapter.dropout > 0),
  names_paths: train.resume !== null || train.hooks !== null || (adapter.kind === 'lora' && adapter.from !== null),
  may_extend: train.schedule.kind !== 'constant' && !train.extend,
  drops_inputs: adapter.kind === 'lora' && adapter.dropout > 0,
  starts_from_lora: adapter.kind === 'lora' && adapter.from !== null,
  has_hooks: train.hooks !== null,
  resumes: train.resume !== null,
  resume: train.resume ?? '',
  extends_length: train.extend,
});

/** How a video is made: with the weights as they are, or with their average, and no input dropped. */
const shownAs = (averages: boolean, drops: boolean) => {
  const contexts = [...(averages ? ['self.average.shown()'] : []), ...(drops ? ['whole_inputs(model)'] : [])];
  const call = 'make_videos(model, stem)';
  const indent = ' '.repeat(16);
  const lines = contexts.length === 0 ? [call] : [`with ${contexts.join(', ')}:`, `    ${call}`];
  return { shows_otherwise: contexts.length > 0, makes_videos: lines.map((line) => indent + line).join('\n') };
};
