import { gpus } from '../../hardware/gpus.ts';
import { perPlan } from '../../plan/per-plan.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { promptsOf } from '../time.ts';
import { codePathOf } from './code-path.ts';
import { type Moment, momentsOf, stepBuffers, validationMoment } from './moments.ts';
import { type Recipe, recipeOf } from './recipe.ts';
import { played } from './tape/played.ts';
import type { Phase, Simulated } from './tape/simulate.ts';

/** Memory of one GPU, in GiB, held against the published figures in test/estimate. */
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
 * Share of the activations that the caching allocator loses to fragmentation, fitted to 24 published rows; without checkpointing they
 * stay where they are, but for what rotary positions leave between them, as the tape has it (6 to 16 %).
 */
const fragmented = { checkpoints: 0.21, keeps: 0.03, keeps_rotary: 0.12 };

const lostOf = ({ checkpoints, model }: Recipe): number => {
  if (checkpoints) return fragmented.checkpoints;
  return model.transformer.rotary ? fragmented.keeps_rotary : fragmented.keeps;
};

/** CUDA's context, as nvidia-smi shows it beside torch's own figure; NCCL on several GPUs: 0.5 to 1.5. */
const context = { cuda: 0.5, nccl: 1 };

/** GiB beside what torch counts. */
export const contextOf = ({ ranks }: Recipe): number => context.cuda + (ranks > 1 ? context.nccl : 0);

/** How far the published figures lie from the estimates: on one GPU and DDP 9 rows of 10 within 5 %, sharded ones within 15 %. */
const band = { whole: 0.05, sharded: 0.15 };

/** Between these shares of the card the closed form decides nothing, and the tape is played. */
const close = { least: 0.7, most: 1.1 };

/** A run that takes more of its card than this share has no room for what an estimate does not know. */
export const roomy = 0.95;

/** By closed forms, in microseconds; by the tape where they land near the card's own memory. */
export const memoryOf = perPlan((plan): Memory => {
  const closed = closedFormOf(plan);
  const share = shareOf(plan, closed);
  return share < close.least || share > close.most ? closed : tapeOf(plan).memory;
});

/** So far above the card that findings rest on the closed form, and whoever says the same says it by the same. */
export const isFarAbove = (plan: Plan): boolean => shareOf(plan, closedFormOf(plan)) > close.most;

const shareOf = (plan: Plan, { expected }: Memory): number => {
  const card = memoryOfCard(plan);
  return card === null ? 0 : expected / card;
};

/** GiB that torch has; null where the file says no kind of GPU, or the CPU. */
export const memoryOfCard = ({ cluster }: Plan): number | null =>
  cluster.gpu === null ? null : gpus[cluster.gpu].memory_gib;

export const closedFormOf = perPlan((plan): Memory => {
  const recipe = recipeOf(plan);
  return memoryOfMoments(recipe, promptsOf(plan) > 0 ? [validationMoment(recipe)] : []);
});

/** A step of the emitted train.py played on sizes, and a validation video. */
export const tapeOf = (plan: Plan): { readonly memory: Memory; readonly simulated: Simulated } => {
  const recipe = recipeOf(plan);
  const simulated = played(codePathOf(plan));
  const worst = [...simulated.phases].reduce((one, other) => (other[1].allocated > one[1].allocated ? other : one));
  const { adapter, buckets, workspace, ...parts } = worst[1].parts;
  const moment = { ...parts, phase: phases[worst[0]], weights: parts.weights + adapter, buffers: buckets + workspace };
  const all = [...simulated.phases].map(([phase, { allocated, reserved, parts }]) => ({
    allocated: allocated / GiB,
    // Before a video nearly all that is cached is free: torch gives it back where the card has no more, and what a video adds is not needed.
    reserved:
      (phase === 'validate' ? Math.min(reserved, allocated + fragmented.checkpoints * parts.activations) : reserved) /
      GiB,
  }));
  const memory = { worst: moment, ...aroundOf(recipe, all), reserved: simulated.reserved / GiB };
  return { memory, simulated };
};

const phases: Readonly<Record<Phase, Moment['phase']>> = {
  load: 'loading',
  forward: 'the forward pass',
  backward: 'the backward pass',
  step: 'the optimizer step',
  validate: 'a validation video',
};

export const memoryOfMoments = (recipe: Recipe, more: readonly Moment[] = []): Memory => {
  const moments = [...momentsOf(recipe), ...more].map((each) => ({ ...each, weights: each.weights + recipe.beside }));
  const worst = moments.reduce((one, other) => (sum(other) > sum(one) ? other : one));
  const lost = lostOf(recipe);
  const allocated = sum(worst) / GiB;
  const reserved =
    Math.max(...moments.map((each) => sum(each) + lost * each.activations), stepOnTop(recipe, moments, lost)) / GiB;
  return { worst, ...aroundOf(recipe, [{ allocated, reserved }]) };
};

type Filled = Pick<Memory, 'allocated' | 'reserved'>;

/** The middle of what is in use and what is cached, in the phase where that is most. */
const aroundOf = (recipe: Recipe, phases: readonly Filled[]): Omit<Memory, 'worst'> => {
  const off = recipe.strategy === 'single' || recipe.strategy === 'ddp' ? band.whole : band.sharded;
  const around = contextOf(recipe);
  const allocated = Math.max(...phases.map((phase) => phase.allocated));
  const reserved = Math.max(...phases.map((phase) => phase.reserved));
  return {
    allocated,
    reserved,
    expected: Math.max(...phases.map((phase) => (phase.allocated + phase.reserved) / 2)) + around,
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
