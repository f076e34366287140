import { type Activations, activationsOf } from './activations.ts';
import { type Recipe, widthOf } from './recipe.ts';

/** One of the moments at which memory may be fullest, and what fills it, in bytes. */
export type Moment = {
  readonly phase: 'loading' | 'the forward pass' | 'the backward pass' | 'the optimizer step' | 'a validation video';
  readonly weights: number;
  readonly gradients: number;
  readonly optimizer: number;
  readonly activations: number;
  /** Communication buckets, gathered weights, temporaries. */
  readonly buffers: number;
};

const moment = (phase: Moment['phase'], parts: Partial<Moment>): Moment => ({
  phase,
  weights: 0,
  gradients: 0,
  optimizer: 0,
  activations: 0,
  buffers: 0,
  ...parts,
});

/** Adaptive norms, attention and feed-forward of one CogVideoXBlock; time embedding width 512. */
export const blockParameters = (d: number): number =>
  2 * (6 * d * 512 + 6 * d) + 4 * d + 4 * (d * d + d) + 256 + 8 * d * d + 5 * d;

/**
 * Numbers whose memory is not free again when they are done with: record_stream holds a block until the other stream has passed
 * it (pytorch/torchtitan#735, pytorch/pytorch#98354). Bytes for each trained number. ZeRO-1 and 2 hand gradients to the other
 * stream, so all of them may be held, and no more: 2. ZeRO-3 gathers weights on it, too: of 4, 3 are fitted to the published rows,
 * as is FSDP's figure; nothing else is fitted here besides `fragmented` of memory.ts.
 */
export const held = { gradients: 2, gathered: 3, fsdp: 1.1 };

/** VAE in half precision: bytes that decoding takes for each pixel of a frame (run on the real module). */
export const decoding = 46_000;

type Sized = { readonly recipe: Recipe; readonly seen: Activations; readonly block: number };

export const momentsOf = (recipe: Recipe): readonly Moment[] => {
  const sized = { recipe, seen: activationsOf(recipe), block: blockParameters(widthOf(recipe.model)) };
  switch (recipe.strategy) {
    case 'single':
    case 'ddp':
      return torchMoments(sized);
    case 'zero1':
    case 'zero2':
      return zeroMoments(sized);
    case 'zero3':
      return zero3Moments(sized);
    case 'fsdp':
      return fsdpMoments(sized);
  }
};

const torchMoments = ({ recipe, seen, block }: Sized): readonly Moment[] => {
  const { model, lora, trained, trained_bytes, weight_bytes } = recipe;
  const all = model.transformer.parameters;
  const weights = all * weight_bytes + (lora ? trained * trained_bytes : 0);
  const gradients = trained * trained_bytes;
  const optimizer = recipe.eight_bit ? trained * 2.03 + (recipe.states - 2) * gradients : recipe.states * gradients;
  // DistributedDataParallel keeps gradients a second time, in its buckets (gradient_as_bucket_view is off by default).
  const buckets = recipe.strategy === 'ddp' ? gradients : 0;
  const kept = recipe.accumulates ? gradients : 0;
  // Autocast keeps a half copy of each trainable fp32 weight until the forward pass ends.
  const cache = recipe.autocast && trained_bytes === 4 ? 2 * trained : 0;
  const base = { weights, optimizer, buffers: buckets };
  const moments = [
    moment('the forward pass', { ...base, gradients: kept, activations: seen.forward, buffers: buckets + cache }),
    moment('the backward pass', {
      ...base,
      gradients: kept + (lora ? 0 : block * 2 * trained_bytes),
      activations: seen.backward,
      buffers: buckets + (lora ? 0 : 2 * block),
    }),
    // `foreach` makes one temporary as large as all that learns: the root of the second moment.
    moment('the optimizer step', { ...base, gradients, buffers: buckets + (recipe.foreach ? gradients : 0) }),
  ];
  return lora
    ? moments
    : [...moments, moment('the backward pass', { ...base, gradients, activations: seen.last_block })];
};

const lateBuffers = ({ strategy, overlap, ranks, trained }: Recipe): number =>
  overlap && ranks > 1 ? (strategy === 'zero3' ? held.gathered : held.gradients) * trained : 0;

/** Bytes of a recipe that rest on those fitted figures. */
export const lateOf = (recipe: Recipe): number => {
  if (recipe.strategy === 'single' || recipe.strategy === 'ddp') return 0;
  if (recipe.strategy === 'fsdp') return recipe.second ? 0 : held.fsdp * recipe.trained;
  return lateBuffers(recipe);
};

/**
 * What a ZeRO step needs in one piece: the flattened part of the gradients, its fp32 copy and foreach's temporary. With an
 * offload the fp32 part comes back to the GPU before it is cast.
 */
export const stepBuffers = ({ strategy, offload, trained, ranks }: Recipe): number => {
  switch (strategy) {
    case 'single':
    case 'ddp':
    case 'fsdp':
      return 0;
    case 'zero1':
    case 'zero3':
      return offload === 'none' ? (trained * 8) / ranks : 0;
    case 'zero2':
      return (trained * (offload === 'none' ? 10 : 4)) / ranks;
  }
};

const zeroMoments = (sized: Sized): readonly Moment[] => {
  const { recipe, seen } = sized;
  const { trained, ranks, lora, weight_bytes, trained_bytes } = recipe;
  const weights = recipe.model.transformer.parameters * weight_bytes + (lora ? trained * trained_bytes : 0);
  const offloads = recipe.offload !== 'none';
  // fp32 copy and two moments, spread over the ranks.
  const optimizer = offloads ? 0 : (trained * 12) / ranks;
  const whole = trained * recipe.sum_bytes;
  const gradients = recipe.strategy === 'zero1' ? whole : offloads ? 0 : whole / ranks;
  const late = lateBuffers(recipe);
  const step = late + stepBuffers(recipe);
  return [
    moment('the backward pass', {
      weights,
      optimizer,
      gradients,
      activations: seen.backward,
      buffers: late + recipe.bucket * 2 * (recipe.overlap ? 2 : 1),
    }),
    moment('the optimizer step', {
      weights,
      optimizer,
      gradients: recipe.strategy === 'zero1' ? whole : 0,
      buffers: step,
    }),
  ];
};

const zero3Moments = (sized: Sized): readonly Moment[] => {
  const { recipe, seen, block } = sized;
  const { trained, ranks, offload } = recipe;
  const all = recipe.model.transformer.parameters;
  const weights = offload === 'all' ? 0 : (all * 2) / ranks;
  const optimizer = offload === 'none' ? (trained * 12) / ranks : 0;
  const gradients = offload === 'none' ? (trained * recipe.sum_bytes) / ranks : 0;
  const gathered = 2 * (recipe.bucket + Math.min(all, recipe.live) + Math.min(all, recipe.prefetched)) + 4 * block;
  const buffers = gathered + lateBuffers(recipe);
  return [
    moment('the backward pass', { weights, optimizer, gradients, activations: seen.backward, buffers }),
    moment('the optimizer step', { weights, optimizer, gradients, buffers: buffers + stepBuffers(recipe) }),
  ];
};

const fsdpMoments = ({ recipe, seen, block }: Sized): readonly Moment[] => {
  const { trained, ranks, offload, second, trained_bytes: size } = recipe;
  const all = recipe.model.transformer.parameters;
  const stays = offload === 'none' ? 1 / ranks : 0;
  const root = (all - recipe.model.transformer.layers * block) * 2;
  const late = lateOf(recipe);
  const weights = (recipe.lora ? (all - trained) * recipe.weight_bytes + trained * size : all * size) * stays;
  const shared = { weights, optimizer: trained * 2 * size * stays };
  const gradients = trained * size * stays + (second ? trained * recipe.sum_bytes : 0);
  const buffers = late + root;
  return [
    moment('the backward pass', { ...shared, gradients, activations: seen.backward, buffers: buffers + 8 * block }),
    moment('the optimizer step', { ...shared, gradients, buffers: buffers + trained * size * stays }),
  ];
};

/** The transformer sees each prompt with and without its text; then the VAE decodes. T5 is not there: encode.py read the prompts. */
export const validationMoment = (recipe: Recipe): Moment => {
  const [first] = momentsOf(recipe);
  const { passed } = activationsOf({ ...recipe, batch: 1 });
  const vae = recipe.model.vae.parameters * 2;
  return moment('a validation video', {
    weights: (first?.weights ?? 0) + vae,
    optimizer: first?.optimizer ?? 0,
    activations: Math.max(2 * passed, decoding * recipe.tile),
  });
};
