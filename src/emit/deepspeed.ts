import { bucket, live, prefetched } from '../estimate/memory/deepspeed-numbers.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { Emitter } from './job.ts';
import { json } from './json.ts';
import { topology } from './topology.ts';

/**
 * DeepSpeed's configuration for ZeRO. Optimizer and schedule stay in train.py, so that they stand in one
 * place. Every number is said: accelerate fills `auto` buckets from a hidden size that diffusers models don't have, and
 * `auto` clipping with 1.0 whatever the script says (accelerate/accelerator.py, _prepare_deepspeed).
 */
export type DeepSpeed = {
  /** Filled by accelerate with micro batch x accumulation x processes, which DeepSpeed insists on. */
  readonly train_batch_size: 'auto';
  readonly train_micro_batch_size_per_gpu: number;
  readonly gradient_accumulation_steps: number;
  readonly gradient_clipping: number;
  readonly bf16: { readonly enabled: boolean };
  readonly fp16: Fp16;
  readonly data_types?: { readonly grad_accum_dtype: 'fp32' };
  readonly zero_optimization: Zero;
  readonly wall_clock_breakdown: boolean;
};

type Fp16 =
  | { readonly enabled: false }
  | {
      readonly enabled: true;
      /** 0: the scale moves with the gradients. */
      readonly loss_scale: 0;
      readonly initial_scale_power: number;
      readonly loss_scale_window: number;
      readonly hysteresis: number;
      readonly min_loss_scale: number;
    };

type Zero = {
  readonly stage: 1 | 2 | 3;
  readonly contiguous_gradients: boolean;
  readonly overlap_comm: boolean;
  readonly reduce_scatter: boolean;
  readonly reduce_bucket_size: number;
} & (Gathers | Fetches) & { readonly offload_optimizer?: Offload; readonly offload_param?: Offload };

/** Stages 1 and 2 gather the updated weights. */
type Gathers = { readonly allgather_partitions: boolean; readonly allgather_bucket_size: number };

/** Stage 3 fetches weights when a layer needs them; all numbers count elements. */
type Fetches = {
  readonly stage3_prefetch_bucket_size: number;
  readonly stage3_param_persistence_threshold: number;
  readonly stage3_max_live_parameters: number;
  readonly stage3_max_reuse_distance: number;
  readonly sub_group_size: number;
  readonly stage3_gather_16bit_weights_on_model_save: boolean;
};

type Offload = { readonly device: 'cpu'; readonly pin_memory: boolean };

/** DeepSpeed's own defaults (deepspeed/runtime/precision_config.py, DeepSpeedFP16Config). */
const dynamicScale = {
  enabled: true,
  loss_scale: 0,
  initial_scale_power: 16,
  loss_scale_window: 1000,
  hysteresis: 2,
  min_loss_scale: 1,
} as const;

const gathers: Gathers = { allgather_partitions: true, allgather_bucket_size: bucket };

/** DeepSpeed's own defaults (deepspeed/runtime/zero/config.py), said because accelerate would look for a hidden size. */
const fetches: Fetches = {
  stage3_prefetch_bucket_size: prefetched,
  stage3_param_persistence_threshold: 100_000,
  stage3_max_live_parameters: live,
  stage3_max_reuse_distance: 1_000_000_000,
  sub_group_size: 1_000_000_000,
  stage3_gather_16bit_weights_on_model_save: true,
};

const stages = { zero1: 1, zero2: 2, zero3: 3 } as const;

const zero = (plan: Plan): Zero => {
  const { shard } = plan.cluster;
  const stage = stages[shard.kind as keyof typeof stages];
  const offload = 'offload' in shard ? shard.offload : 'none';
  // Pinned memory is copied from faster, and only where there is a GPU to copy to.
  const host: Offload = { device: 'cpu', pin_memory: !topology(plan).on_cpu };
  return {
    stage,
    contiguous_gradients: true,
    overlap_comm: true,
    reduce_scatter: true,
    reduce_bucket_size: bucket,
    ...(stage === 3 ? fetches : gathers),
    ...(offload === 'none' ? {} : { offload_optimizer: host }),
    ...(offload === 'all' ? { offload_param: host } : {}),
  };
};

/**
 * Batches are added up in bf16 otherwise, which has 8 bits for the sum; without DeepSpeed they are added up in fp32. Not with
 * ZeRO-1, where it brings in another optimizer of DeepSpeed (deepspeed/runtime/engine.py, _do_optimizer_sanity_check).
 */
const sums = ({ train, cluster }: Plan): Pick<DeepSpeed, 'data_types'> =>
  train.precision === 'bf16' && train.accumulate > 1 && cluster.shard.kind !== 'zero1'
    ? { data_types: { grad_accum_dtype: 'fp32' } }
    : {};

const deepspeedConfig = (plan: Plan): DeepSpeed => ({
  train_batch_size: 'auto',
  train_micro_batch_size_per_gpu: plan.train.batch_per_gpu,
  gradient_accumulation_steps: plan.train.accumulate,
  gradient_clipping: plan.train.max_grad_norm,
  bf16: { enabled: plan.train.precision === 'bf16' },
  fp16: plan.train.precision === 'fp16' ? dynamicScale : { enabled: false },
  ...sums(plan),
  zero_optimization: zero(plan),
  wall_clock_breakdown: false,
});

type Said = { readonly [name: string]: unknown };

const isBlock = (value: unknown): value is Said => typeof value === 'object' && value !== null;

/** What the author says to DeepSpeed, over what cogx says; what is unsaid changes nothing. */
const laidOver = (under: Said, over: Said): Said => {
  const laid = { ...under };
  for (const [name, value] of Object.entries(over)) {
    const below = under[name];
    const said = isBlock(value) ? laidOver(isBlock(below) ? below : {}, value) : value;
    if (said !== null && !(isBlock(said) && Object.keys(said).length === 0)) laid[name] = said;
  }
  return laid;
};

export const deepspeed: Emitter = function* ({ plan }) {
  if (topology(plan).engine !== 'deepspeed') return;
  yield { path: 'deepspeed.json', text: json(laidOver(deepspeedConfig(plan), plan.deepspeed)) };
};
