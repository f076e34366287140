import type { Plan } from '../../plan/pipeline.ts';
import { type Moment, momentsOf, stepBuffers, validationMoment } from './moments.ts';
import { type Recipe, recipeOf } from './recipe.ts';

/** Memory of one GPU, in GiB: closed forms, held against the published figures in test/estimate. */
export type Memory = {
  /** What tensors take at the worst moment: less can not be had. */
  readonly allocated: number;
  /** What torch's allocator takes for it, if the card has it. */
  readonly reserved: number;
  /** The worst moment, and what fills it. */
  readonly worst: Moment;
  /** What the card must hold: with the share of fragmentation that is hard to do without, and what CUDA and NCCL take. */
  readonly expected: number;
  readonly least: number;
  readonly most: number;
};

const GiB = 2 ** 30;

/**
 * Share of the activations that the caching allocator loses to fragmentation, fitted to 24 published rows; without
 * checkpointing they stay where they are.
 */
const fragmented = { checkpoints: 0.21, keeps: 0.03 };

/** CUDA's context, as nvidia-smi shows it beside torch's own figure; NCCL on several GPUs: 0.5 to 1.5. */
const context = { cuda: 0.5, nccl: 1 };

/** How far the published figures lie from the closed forms: on one GPU and DDP 9 rows of 10 within 5 %, sharded ones within 15 %. */
const band = { whole: 0.05, sharded: 0.15 };

export const memoryOf = (plan: Plan): Memory => {
  const recipe = recipeOf(plan);
  const { validate } = plan.train;
  const videos = validate.prompts.length + Object.keys(validate.prompt).length > 0;
  return memoryOfMoments(recipe, videos ? [validationMoment(recipe)] : []);
};

export const memoryOfMoments = (recipe: Recipe, more: readonly Moment[] = []): Memory => {
  const moments = [...momentsOf(recipe), ...more].map((each) => ({ ...each, weights: each.weights + recipe.beside }));
  const worst = moments.reduce((one, other) => (sum(other) > sum(one) ? other : one));
  const lost = recipe.checkpoints ? fragmented.checkpoints : fragmented.keeps;
  const allocated = sum(worst) / GiB;
  const reserved =
    Math.max(...moments.map((each) => sum(each) + lost * each.activations), stepOnTop(recipe, moments, lost)) / GiB;
  const single = recipe.strategy === 'single' || recipe.strategy === 'ddp';
  const off = single ? band.whole : band.sharded;
  const around = context.cuda + (recipe.ranks > 1 ? context.nccl : 0);
  return {
    allocated,
    reserved,
    worst,
    expected: (allocated + reserved) / 2 + around,
    least: allocated * (1 - off) + context.cuda,
    most: reserved * (1 + off) + around + pairs(recipe),
  };
};

/**
 * Without FlashAttention-2 torch may take its plain kernel, which holds two half-precision numbers for each pair of tokens and head:
 * a LoRA of 2B took 36 GB on a V100 (zai-org/CogVideo#731), of which 35 are these.
 */
const pairs = ({ flash, batch, model, tokens }: Recipe): number =>
  flash ? 0 : (2 * 2 * batch * model.transformer.heads * tokens ** 2) / GiB;

const sum = ({ weights, gradients, optimizer, activations, buffers }: Moment): number =>
  weights + gradients + optimizer + activations + buffers;

/** The large buffers of a ZeRO step can not use the cached blocks of activations, and come on top of them. */
const stepOnTop = (recipe: Recipe, moments: readonly Moment[], lost: number): number => {
  const backward = moments.find(({ phase }) => phase === 'the backward pass');
  const step = stepBuffers(recipe);
  return backward && step > 0 ? sum(backward) + lost * backward.activations + step : 0;
};
