import { gpus } from '../hardware/gpus.ts';
import { utilisation } from '../hardware/utilisation.ts';
import type { Model } from '../models/model.ts';
import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { waitingOf } from './loading.ts';
import { networkOf } from './network.ts';
import type { Schedule } from './schedule.ts';
import { tokensOf } from './tokens.ts';

/** Seconds, and by how much of it they may be off. */
export type Estimate = { readonly seconds: number; readonly band: number };

export type Flops = { readonly linear: number; readonly attention: number };

/** One sample through the transformer: 24 d² a token and layer in matrices, 4 n² d a layer in attention. */
export const forwardFlops = ({ transformer }: Model, tokens: number): Flops => {
  const { layers, heads, head_dim } = transformer;
  const width = heads * head_dim;
  return { linear: tokens * layers * 24 * width ** 2, attention: layers * 4 * tokens ** 2 * width };
};

/**
 * Forward and backward of one sample, recomputation counted: checkpointing adds a forward pass, the backward pass of flash attention
 * costs 2.5 forward passes (it recomputes), and the frozen matrices of a LoRA need no gradient of their own.
 */
export const trainingFlops = ({ model, train, frames }: Plan): number => {
  const facts = models[model.kind];
  const { linear, attention } = forwardFlops(facts, tokensOf(facts, frames.count, frames.size).sequence);
  const forward = train.gradient_checkpointing ? 2 : 1;
  return linear * (forward + (train.adapter.kind === 'lora' ? 1 : 2)) + attention * (forward + 2.5);
};

/** FLOP a second that one GPU really does, and the band around it; null where the file or the table does not say. */
export const speedOf = ({ cluster, train }: Plan): { readonly flops: number; readonly band: number } | null => {
  if (cluster.gpu === null || train.precision === 'fp32') return null;
  const peak = gpus[cluster.gpu].tflops[train.precision];
  if (peak === null) return null;
  const { share, band } = utilisation[cluster.gpu];
  return { flops: peak * 1e12 * share, band };
};

/** Operations of one GPU in one update. */
export const updateFlops = (plan: Plan): number =>
  plan.train.batch_per_gpu * plan.train.accumulate * trainingFlops(plan);

/** One optimizer update: its computing, and what of the network, an offload and the loading it does not hide. */
export const updateTime = (plan: Plan): Estimate | null => {
  const speed = speedOf(plan);
  if (!speed) return null;
  const computing = updateFlops(plan) / speed.flops;
  const { shown, offload } = networkOf(plan, computing);
  return { seconds: computing + shown + offload + waitingOf(plan, computing), band: speed.band };
};

/** One validation video: every denoising step sees the prompt with and without its text. */
export const videoTime = (plan: Plan): Estimate | null => {
  const speed = speedOf(plan);
  if (!speed) return null;
  const facts = models[plan.model.kind];
  const { sequence } = tokensOf(facts, plan.frames.count, plan.frames.size);
  const { linear, attention } = forwardFlops(facts, sequence);
  return { seconds: (plan.train.validate.steps * 2 * (linear + attention)) / speed.flops, band: speed.band };
};

export type RunTime = {
  readonly updates: Estimate;
  /** All validation videos, while nothing is trained. */
  readonly videos: number;
  /** How often they are made, and how many each time. */
  readonly rounds: number;
  readonly prompts: number;
  readonly total: Estimate;
};

/** Everything between start and end of train.py but its start. */
export const runTime = (plan: Plan, schedule: Schedule): RunTime | null => {
  const update = updateTime(plan);
  const video = videoTime(plan);
  if (!update || !video) return null;
  const seconds = update.seconds * schedule.updates;
  const times = rounds(plan, schedule, seconds);
  const prompts = promptsOf(plan);
  const videos = video.seconds * turnsOf(plan) * times;
  return {
    updates: { seconds, band: update.band },
    videos,
    rounds: times,
    prompts,
    total: { seconds: seconds + videos, band: update.band },
  };
};

export const promptsOf = ({ train: { validate } }: Plan): number =>
  validate.prompts.length + Object.keys(validate.prompt).length;

/** How many videos the process makes that makes most of them: each GPU makes some. */
export const turnsOf = (plan: Plan): number =>
  Math.ceil(promptsOf(plan) / (plan.cluster.nodes * plan.cluster.gpus_per_node));

/** How often validation videos are made: at the end in any case. */
const rounds = (plan: Plan, { updates }: Schedule, seconds: number): number => {
  const { every } = plan.train.validate;
  if (promptsOf(plan) === 0) return 0;
  const bySteps = every?.steps ? Math.floor((updates - 1) / every.steps) : 0;
  const byClock = every?.seconds ? Math.floor(seconds / every.seconds) : 0;
  return Math.max(bySteps, byClock) + 1;
};
