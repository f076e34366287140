import { gpus } from '../../hardware/gpus.ts';
import type { Model } from '../../models/model.ts';
import { models } from '../../models/models.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { tokensOf } from '../tokens.ts';
import { bucket, live, prefetched } from './deepspeed-numbers.ts';

/** What of a training decides how much memory one GPU needs. Sizes of numbers are bytes. */
export type Recipe = {
  readonly model: Model;
  /** Tokens of one sample, text included. */
  readonly tokens: number;
  /** Samples that one GPU holds at a time. */
  readonly batch: number;
  readonly lora: boolean;
  /** Layers of a block that have a LoRA, by the endings of their names. */
  readonly targets: readonly string[];
  /** Numbers that learn. */
  readonly trained: number;
  /** Bytes of a number of the weights, and of one that learns. */
  readonly weight_bytes: number;
  readonly trained_bytes: number;
  /** torch's autocast computes in half precision from what is kept whole; else everything has one precision. */
  readonly autocast: boolean;
  /** Half precision in the forward pass. */
  readonly half: boolean;
  /** No kernel of attention can be taken that holds the matrix of all pairs of tokens. */
  readonly flash: boolean;
  /** Activations are computed again in the backward pass. */
  readonly checkpoints: boolean;
  /** Gradients stay while the next batch of the same update runs. */
  readonly accumulates: boolean;
  readonly strategy: 'single' | 'ddp' | 'zero1' | 'zero2' | 'zero3' | 'fsdp';
  readonly offload: 'none' | 'optimizer' | 'all';
  readonly ranks: number;
  /** Numbers that are kept for each one that learns, beside it and its gradient: moments, and what else the optimizer remembers. */
  readonly states: number;
  /** The moments are kept in 8 bits. */
  readonly eight_bit: boolean;
  /** The optimizer makes one temporary as large as all that learns (torch's foreach). */
  readonly foreach: boolean;
  /** DeepSpeed's buckets, in numbers, and whether they overlap with the backward pass. */
  readonly bucket: number;
  readonly overlap: boolean;
  /** ZeRO-3: numbers that are fetched ahead, and that are whole on a GPU at most. */
  readonly prefetched: number;
  readonly live: number;
  /** Pixels that the VAE takes at a time: a tile, or the whole frame. */
  readonly tile: number;
  /** Bytes of other models that are there all the while: the VAE's encoder, where the image is encoded at each step. */
  readonly beside: number;
  /** Bytes of a gradient that ZeRO keeps, or that FSDP keeps whole while batches are added up. */
  readonly sum_bytes: number;
  /** torch's second FSDP: what learns is in fp32 in the shards. */
  readonly second: boolean;
};

export const widthOf = ({ transformer }: Model): number => transformer.heads * transformer.head_dim;

/** Two matrices at each layer: its inputs x rank, and rank x its outputs. */
export const loraParameters = (model: Model, rank: number, targets = model.lora_targets): number =>
  targets.reduce((sum, target) => sum + (model.lora_layers[target] ?? 0), 0) *
  model.transformer.layers *
  widthOf(model) *
  rank;

/** Numbers that learn. */
export const trainedOf = ({ model: { kind }, train: { adapter } }: Plan): number =>
  adapter.kind === 'lora'
    ? loraParameters(models[kind], adapter.rank, adapter.targets)
    : models[kind].transformer.parameters;

/**
 * Bytes in the memory of the machines for each number that learns, where DeepSpeed offloads the optimizer: weights in fp32, their
 * gradients, two moments (deepspeed runtime/zero/stage_1_and_2.py, estimate_zero2_model_states_mem_needs).
 */
export const offloadedBytes = 16;

/** Of the VAE: 240 x 360 (diffusers models/autoencoders/autoencoder_kl_cogvideox.py, tile_sample_min_height and _width). */
const tile = 240 * 360;

/**
 * Bytes of a number of a matrix: 4 bits and, for each 64 of them, a scale of 8 bits whose own scales are 4 bytes for 256; or 8 bits
 * and a scale for each row (bitsandbytes functional.py, quantize_4bit with compress_statistics and int8_vectorwise_quant).
 */
export const narrow = { nf4: 0.5 + (1 + 4 / 256) / 64, int8: 1 };

/** Bytes of a number of the base that extras.py saves where it holds attention and feed-forward of each block in fewer bits. */
const saved = (model: Model, adapter: Plan['train']['adapter'], own: number): number => {
  if (adapter.kind !== 'lora' || adapter.quantise === null) return 0;
  const matrices = 12 * widthOf(model) ** 2 * model.transformer.layers;
  return ((own - narrow[adapter.quantise]) * matrices) / model.transformer.parameters;
};

const sumOf = ({ train, cluster }: Plan, own: number): number => {
  const adds = train.accumulate > 1;
  if (cluster.shard.kind === 'fsdp') return adds ? own : 0;
  // deepspeed.json: grad_accum_dtype.
  return adds && train.precision === 'bf16' && ['zero2', 'zero3'].includes(cluster.shard.kind) ? 4 : own;
};

/** What deepspeed.json says: the author's own words over cogx's. */
const zeroOf = ({ deepspeed }: Plan): Pick<Recipe, 'bucket' | 'overlap' | 'prefetched' | 'live'> => {
  const zero = deepspeed.zero_optimization;
  return {
    bucket: zero.reduce_bucket_size ?? bucket,
    overlap: zero.overlap_comm ?? true,
    prefetched: zero.stage3_prefetch_bucket_size ?? prefetched,
    live: zero.stage3_max_live_parameters ?? live,
  };
};

const adapterOf = (plan: Plan): Pick<Recipe, 'lora' | 'targets' | 'trained'> => {
  const { adapter } = plan.train;
  const trained = trainedOf(plan);
  return adapter.kind === 'lora'
    ? { lora: true, targets: adapter.targets, trained }
    : { lora: false, targets: [], trained };
};

/** How the run is spread, as the emitted accelerate.json has it. */
export const strategyOf = ({ cluster }: Plan): Recipe['strategy'] =>
  cluster.shard.kind === 'none' || (cluster.shard.kind === 'ddp' && cluster.nodes * cluster.gpus_per_node === 1)
    ? 'single'
    : cluster.shard.kind;

/** What the emitted train.py and deepspeed.json do. */
export const recipeOf = (plan: Plan): Recipe => {
  const { train, cluster, frames } = plan;
  const model = models[plan.model.kind];
  const ranks = cluster.nodes * cluster.gpus_per_node;
  const strategy = strategyOf(plan);
  // FSDP2 gathers in half precision what it keeps in fp32; DeepSpeed casts all it is given to one precision.
  const engine = strategy.startsWith('zero') ? 'deepspeed' : 'torch';
  const lora = train.adapter.kind === 'lora';
  const half = train.precision !== 'fp32';
  const own = half ? 2 : 4;
  return {
    model,
    tokens: tokensOf(model, frames.count, frames.size).sequence,
    batch: train.batch_per_gpu,
    ...adapterOf(plan),
    // What learns is in fp32, and so are all weights where all learn.
    weight_bytes: engine === 'deepspeed' || lora ? own - saved(model, train.adapter, own) : 4,
    trained_bytes: engine === 'deepspeed' ? own : 4,
    autocast: engine === 'torch' && half,
    half,
    // FlashAttention-2 asks for compute capability 8.0, which is where bf16 came.
    flash: cluster.gpu === null || gpus[cluster.gpu].bf16 || train.attention !== 'native',
    checkpoints: train.gradient_checkpointing,
    accumulates: train.accumulate > 1,
    strategy,
    offload: 'offload' in cluster.shard ? cluster.shard.offload : 'none',
    ranks,
    // Prodigy remembers where it began, and how far it has gone. The average of the weights is one number more.
    states: (train.optimizer.kind === 'prodigy' ? 4 : 2) + (train.ema === null ? 0 : 1),
    eight_bit: train.optimizer.kind === 'adamw-8bit',
    // train.py has it fused where each GPU has all that learns.
    foreach: train.optimizer.kind === 'adamw' && strategy !== 'single' && strategy !== 'ddp',
    ...zeroOf(plan),
    tile: Math.min(plan.model.tiling ? tile : Number.POSITIVE_INFINITY, frames.size.width * frames.size.height),
    beside: plan.image?.noise === 'fresh' ? model.vae.encoder_parameters * own : 0,
    sum_bytes: sumOf(plan, own),
    second: strategy === 'fsdp',
  };
};
