import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { fill } from './fill.ts';
import { conditioning, image, imagesOf } from './image.ts';
import type { Emitter, Job } from './job.ts';
import { assignment } from './python.ts';
import { extrasOf, resumedBy, runState, shownAs } from './run-state.ts';
import { device, origin, precision, videoPrompts, weights } from './script.ts';
import { type Topology, topology } from './topology.ts';
import { importsOf, stateImportsOf } from './train-imports.ts';
import { looksOf, validate } from './validate.ts';

/** What train.py.hbs reads. */
export const trainView = (job: Job) => {
  const { plan } = job;
  const view = {
    ...origin(job),
    ...weights(plan),
    width: plan.frames.size.width,
    height: plan.frames.size.height,
    ...precision(plan),
    uses_gpu: device(plan).uses_gpu,
    ...sharingOf(topology(plan)),
    ...modelOf(plan),
    ...adapterOf(plan),
    ...learningOf(job),
    ...waysOf(plan),
    ...conditioning(plan),
    ...validationOf(plan),
    seed: plan.seed,
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
  const { drops_inputs } = extrasOf(plan);
  const uses = { ...view, shows_images: imagesOf(plan).shows_images };
  const more = { ...uses, looks_whole: view.holds_out && drops_inputs };
  return { ...uses, imports: importsOf(more), state_imports: stateImportsOf(more) };
};

export const train: Emitter = function* (job) {
  yield { path: 'train.py', text: fill(job, 'train.py', trainView(job)) };
  yield* runState(job);
  yield* validate(job);
  yield* image(job);
};

const sharingOf = ({ engine, processes, on_cpu }: Topology) => ({
  processes,
  has_group: engine !== 'alone',
  fsdp: engine === 'fsdp',
  resumed: resumedBy(engine),
  has_plain_group: engine === 'ddp' || engine === 'fsdp' || (engine === 'deepspeed' && !on_cpu),
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

const adapterOf = (plan: Plan) => {
  const { adapter, ...train } = plan.train;
  const { engine } = topology(plan);
  const sharded = engine === 'deepspeed';
  const fsdp = engine === 'fsdp';
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
    quantises: lora && adapter.quantise !== null,
    start: (lora ? adapter.from : null) ?? '',
    // DeepSpeed casts all it is given and keeps fp32 copies of what it trains.
    casts_lora: lora && train.precision !== 'fp32' && !sharded,
    trains_all_whole: !lora && !sharded,
    trains_all_sharded: !lora && sharded,
    reads_lora: lora && !sharded && !fsdp,
    reads_all: !lora && !sharded && !fsdp,
    checkpoints_gradients: train.gradient_checkpointing,
  };
};

const mixedPrecisions = { fp32: 'no', fp16: 'fp16', bf16: 'bf16' } as const;

/** Batch, optimizer and schedule. */
const learningOf = ({ plan, schedule }: Job) => {
  const { optimizer, ...train } = plan.train;
  const whole = ['alone', 'ddp'].includes(topology(plan).engine);
  return {
    updates: schedule.updates,
    batch_per_gpu: train.batch_per_gpu,
    accumulate: train.accumulate,
    global_batch: train.global_batch,
    mixed_precision: mixedPrecisions[train.precision],
    max_grad_norm: train.max_grad_norm,
    // DeepSpeed and FSDP step on pieces of their own.
    fuses_adamw: optimizer.kind === 'adamw' && whole,
    spreads_adamw: optimizer.kind === 'adamw' && !whole,
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

const validationOf = (plan: Plan) => {
  const { makes_videos, holds_out, looks } = looksOf(plan);
  const { averages, drops_inputs } = extrasOf(plan);
  const vae = conditioning(plan).encodes_image ? 'vae, ' : '';
  return {
    validates: makes_videos,
    holds_out,
    looks,
    validate_every: plan.train.validate.every ?? {},
    // A process that waits longer than the group's patience ends the run; a video takes minutes.
    patience: 30 * (1 + videoPrompts(plan).length),
    look_first: firstLook(`run.note(0, held_out_loss(accelerator, transformer, ${vae}clips, loss))`, drops_inputs),
    look_now: holds_out
      ? `look(run, update, transformer, ${vae}clips)`
      : 'run.make_videos(update, transformer, make_videos)',
    look: lookOf({ makes_videos, vae, shown: shownAs(averages, drops_inputs, 'run') }),
  };
};

/** Before the first update; a LoRA that goes on from another would drop inputs of what that has learnt. */
const firstLook = (noted: string, drops: boolean): string =>
  drops ? `        with whole_inputs(transformer):\n            ${noted}` : `        ${noted}`;

type Look = { readonly makes_videos: boolean; readonly vae: string; readonly shown: readonly string[] };

/** Of train.py: what is looked at when validation is due, with the weights as they will be used. */
const lookOf = ({ makes_videos, vae, shown }: Look): string => {
  const noted = `run.note(update, held_out_loss(run.accelerator, transformer, ${vae}clips, loss))`;
  return [
    `def look(run, update, transformer, ${vae}clips):`,
    ...(shown.length > 0 ? [`    with ${shown.join(', ')}:`, `        ${noted}`] : [`    ${noted}`]),
    ...(makes_videos ? ['    run.make_videos(update, transformer, make_videos)'] : []),
  ].join('\n');
};

/** Samples of each dataset, and the share of them that may be missing. */
const plannedOf = ({ plan, survey }: Job) =>
  Object.fromEntries(
    Object.entries(survey?.datasets ?? {}).map(([name, { samples }]) => [
      name,
      [samples, plan.dataset[name]?.tolerate ?? 0],
    ]),
  );
