import { gpus } from '../hardware/gpus.ts';
import { utilisation } from '../hardware/utilisation.ts';
import type { Model } from '../models/model.ts';
import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { trainedOf } from './memory/recipe.ts';
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

/** One sample of a plan through the transformer; `adapter`: through the matrices of its LoRA, which a high rank makes dear. */
const passFlops = (plan: Plan): Flops & { readonly adapter: number } => {
  const facts = models[plan.model.kind];
  const { sequence } = tokensOf(facts, plan.frames.count, plan.frames.size);
  const adapter = plan.train.adapter.kind === 'lora' ? 2 * sequence * trainedOf(plan) : 0;
  return { ...forwardFlops(facts, sequence), adapter };
};

const forwardPass = (plan: Plan): number => {
  const { linear, attention, adapter } = passFlops(plan);
  return linear + attention + adapter;
};

/**
 * Forward and backward of one sample, recomputation counted: checkpointing adds a forward pass, the backward pass of flash attention
 * costs 2.5 forward passes (it recomputes), and the frozen matrices beside a LoRA need no gradient of their own.
 */
export const sampleFlops = (plan: Plan): Flops => {
  const { linear, attention, adapter } = passFlops(plan);
  const forward = plan.train.gradient_checkpointing ? 2 : 1;
  const learns = plan.train.adapter.kind === 'lora' ? 1 : 2;
  return { linear: linear * (forward + learns) + adapter * (forward + 2), attention: attention * (forward + 2.5) };
};

export const trainingFlops = (plan: Plan): number => {
  const { linear, attention } = sampleFlops(plan);
  return linear + attention;
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

/** One validation video: every denoising step sees the prompt with and without its text. */
export const videoTime = (plan: Plan): Estimate | null => {
  const speed = speedOf(plan);
  if (!speed) return null;
  return { seconds: (plan.train.validate.steps * 2 * forwardPass(plan)) / speed.flops, band: speed.band };
};

/** At most so many samples are looked at, each at so many timesteps (validate.py: MOST, TIMESTEPS). */
const looked = { samples: 16, timesteps: 4 };

/** One look at the samples that are held out, as many as there may be where that is not known: a forward pass each, spread over the GPUs. */
export const lookTime = (plan: Plan, samples: number = looked.samples): Estimate | null => {
  const speed = speedOf(plan);
  if (!speed) return null;
  const looks = Math.min(samples, looked.samples) * looked.timesteps;
  const turns = Math.ceil(looks / (plan.cluster.nodes * plan.cluster.gpus_per_node));
  return { seconds: (turns * forwardPass(plan)) / speed.flops, band: speed.band };
};

export const promptsOf = ({ train: { validate } }: Plan): number =>
  validate.prompts.length + Object.keys(validate.prompt).length;

/** How many videos the process makes that makes most of them: each GPU makes some. */
export const turnsOf = (plan: Plan): number =>
  Math.ceil(promptsOf(plan) / (plan.cluster.nodes * plan.cluster.gpus_per_node));
