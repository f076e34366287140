import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { fill } from './fill.ts';
import { conditioning, image, imagesOf } from './image.ts';
import type { Emitter, Job } from './job.ts';
import { assignment } from './python.ts';
import { runState } from './run-state.ts';
import { device, frames, origin, precision, promptLists, videoPrompts, weights } from './script.ts';
import { type Topology, topology } from './topology.ts';
import { importsOf, stateImportsOf } from './train-imports.ts';

/** What train.py.hbs reads. */
export const trainView = (job: Job) => {
  const { plan } = job;
  const sharing = sharingOf(topology(plan));
  const view = {
    ...origin(job),
    ...weights(plan),
    ...frames(plan),
    ...precision(plan),
    uses_gpu: device(plan).uses_gpu,
    ...sharing,
    ...modelOf(plan),
    ...adapterOf(plan, sharing.sharded),
    ...learningOf(job),
    ...waysOf(plan),
    ...conditioning(plan),
    ...validationOf(job),
    seed: plan.seed,
    rate: plan.frames.rate,
    drops_captions: plan.captions.dropout > 0,
    dropout: plan.captions.dropout,
    knows_samples: job.survey !== undefined,
    planned: assignment('PLANNED', plannedOf(job)),
    checkpoint_every: plan.train.checkpoint.every,
    keep: plan.train.checkpoint.keep,
    tracks: plan.train.track.length > 0,
    track: plan.train.track,
    work: plan.storage.work,
    runs: plan.storage.runs,
  };
  const reads_prompts = view.validates || view.drops_captions;
  const { shows_images, uses_image_ops } = imagesOf(plan);
  const uses = { ...view, shows_images, reads_prompts };
  return {
    ...uses,
    imports: importsOf({ ...uses, uses_image_ops }),
    state_imports: stateImportsOf({ ...uses, uses_image_ops }),
  };
};

export const train: Emitter = function* (job) {
  yield { path: 'train.py', text: fill(job, 'train.py', trainView(job)) };
  yield* runState(job);
  yield* image(job);
};

const sharingOf = ({ engine, processes, on_cpu }: Topology) => ({
  processes,
  sharded: engine === 'deepspeed',
  has_group: engine !== 'alone',
  has_plain_group: engine === 'ddp' || (engine === 'deepspeed' && !on_cpu),
  needs_gloo: engine === 'deepspeed' && on_cpu,
  // cpu=True under DeepSpeed would give DDP in its place, without a word.
  needs_cpu: engine !== 'deepspeed' && on_cpu,
});

const modelOf = ({ model, frames }: Plan) => {
  const { transformer, vae, scheduler, pipeline } = models[model.kind];
  const latentFrames = (frames.count - 1) / vae.temporal_factor + 1;
  return {
    model: model.kind,
    pipeline,
    scaling_factor: vae.scaling_factor,
    rotary: transformer.rotary,
    head_dim: transformer.head_dim,
    patch_pixels: vae.spatial_factor * transformer.patch_size,
    pads_front: latentFrames % transformer.patch_size_t !== 0,
    patch_frames: Math.ceil(latentFrames / transformer.patch_size_t),
    sampler: scheduler.sampler,
  };
};

const adapterOf = ({ train: { adapter, ...train } }: Plan, sharded: boolean) => {
  const lora = adapter.kind === 'lora';
  return {
    trains_lora: lora,
    rank: lora ? adapter.rank : 0,
    alpha: lora ? adapter.alpha : 0,
    targets: assignment('TARGETS', lora ? [...adapter.targets].sort() : []),
    drops_inputs: lora && adapter.dropout > 0,
    keeps_inputs: lora && adapter.dropout === 0,
    input_dropout: lora ? adapter.dropout : 0,
    starts_from_lora: lora && adapter.from !== null,
    start: (lora ? adapter.from : null) ?? '',
    // DeepSpeed casts all it is given and keeps fp32 copies of what it trains.
    casts_lora: lora && train.precision !== 'fp32' && !sharded,
    trains_all_whole: !lora && !sharded,
    trains_all_sharded: !lora && sharded,
    reads_lora: lora && !sharded,
    reads_all: !lora && !sharded,
    checkpoints_gradients: train.gradient_checkpointing,
  };
};

const mixedPrecisions = { fp32: 'no', fp16: 'fp16', bf16: 'bf16' } as const;

/** Batch, optimizer and schedule. */
const learningOf = ({ plan: { train }, schedule }: Job) => {
  const { optimizer } = train;
  return {
    updates: schedule.updates,
    batch_per_gpu: train.batch_per_gpu,
    accumulate: train.accumulate,
    global_batch: train.global_batch,
    mixed_precision: mixedPrecisions[train.precision],
    max_grad_norm: train.max_grad_norm,
    uses_adamw: optimizer.kind === 'adamw',
    uses_adamw_8bit: optimizer.kind === 'adamw-8bit',
    uses_prodigy: optimizer.kind === 'prodigy',
    learning_rate: optimizer.learning_rate,
    betas: optimizer.betas,
    epsilon: optimizer.epsilon,
    weight_decay: optimizer.weight_decay,
    warms_up: schedule.warmup > 0,
    warmup: schedule.warmup,
    decays: train.schedule.kind !== 'constant',
    progress: schedule.warmup > 0 ? '(update - 1 - WARMUP) / max(1, UPDATES - WARMUP)' : '(update - 1) / UPDATES',
    decays_as_cosine: train.schedule.kind === 'cosine',
    decays_in_line: train.schedule.kind === 'linear',
  };
};

/** torch's names of the kernels of attention. */
const kernels = { flash: 'flash', efficient: 'mem_efficient', cudnn: 'cudnn', native: 'math' } as const;

/** What most runs do without. */
const waysOf = ({ train }: Plan) => ({
  // Set for the process, and not around the forward pass: recomputed activations must meet the same kernel.
  chooses_attention: train.attention !== 'native',
  attention: Object.entries(kernels)
    .filter(([name]) => name !== train.attention)
    .map(([, kernel]) => `    torch.backends.cuda.enable_${kernel}_sdp(False)`)
    .join('\n'),
  compiles_blocks: train.compile,
  averages: train.ema !== null,
  ema_decay: train.ema?.decay ?? 0,
  has_hooks: train.hooks !== null,
  hooks: train.hooks ?? '',
});

const validationOf = (job: Job) => {
  const { plan } = job;
  const prompts = videoPrompts(plan);
  const { every, steps, guidance } = plan.train.validate;
  const { shows_images, images } = imagesOf(plan);
  const lists = promptLists(prompts);
  const validates = prompts.length > 0;
  return {
    validates,
    videos: [lists.prompts, ...(shows_images ? [images] : []), lists.seeds].join('\n'),
    validate: validates ? fill(job, 'validate.py', validateView(plan)).trimEnd() : '',
    // A process that waits longer than the group's patience ends the run; a video takes minutes.
    patience: 30 * (1 + prompts.length),
    validate_every: every ?? {},
    steps,
    guidance,
  };
};

/** What validate.py.hbs reads. */
const validateView = (plan: Plan) => {
  const { pipeline, scheduler } = models[plan.model.kind];
  const { shows_images, fits_image } = imagesOf(plan);
  return { pipeline, sampler: scheduler.sampler, dynamic_cfg: scheduler.dynamic_cfg, shows_images, fits_image };
};

/** Samples of each dataset, and the share of them that may be missing. */
const plannedOf = ({ plan, survey }: Job) =>
  Object.fromEntries(
    Object.entries(survey?.datasets ?? {}).map(([name, { samples }]) => [
      name,
      [samples, plan.dataset[name]?.tolerate ?? 0],
    ]),
  );
