import { closedFormOf, contextOf, isFarAbove, memoryOfCard, roomy, tapeOf } from '../estimate/memory/memory.ts';
import { lateOf } from '../estimate/memory/moments.ts';
import { type Recipe, recipeOf } from '../estimate/memory/recipe.ts';
import type { Peak } from '../estimate/memory/tape/allocator.ts';
import { gpus } from '../hardware/gpus.ts';
import type { Plan } from '../plan/pipeline.ts';
import { gib } from '../rules/common.ts';
import type { ForecastMemory, Phase } from './document-run.ts';

const GiB = 2 ** 30;

/** Memory of one GPU, phase by phase; null on the CPU. */
export const memoryForecast = (plan: Plan): ForecastMemory | null => {
  if (plan.cluster.gpu !== null && gpus[plan.cluster.gpu].device === 'cpu') return null;
  const recipe = recipeOf(plan);
  const card = memoryOfCard(plan);
  const { memory: ofTape, simulated } = tapeOf(plan);
  const isClosed = isFarAbove(plan);
  const memory = isClosed ? closedFormOf(plan) : ofTape;
  const played = [...simulated.phases].map(([phase, peak]) => phaseOf(phase, peak));
  const [load, ...others] = played;
  const phases = [...(load ? [load] : []), encodePhase(plan, recipe), ...others];
  const peak = played.reduce((one, other) => (other.allocated > one.allocated ? other : one));
  const encode = phases.find(({ phase }) => phase === 'encode')?.reserved ?? 0;
  const needs = {
    expected: Math.max(memory.expected, encode + contextOf(recipe)),
    least: Math.max(memory.least, encode),
    most: Math.max(memory.most, encode + contextOf(recipe)),
  };
  return {
    gpu: plan.cluster.gpu,
    card,
    strategy: strategyOf(plan, recipe),
    peak: { phase: peak.phase, allocated: peak.allocated, reserved: peak.reserved },
    needs,
    context: contextOf(recipe),
    by: isClosed ? 'closed form' : 'tape',
    verdict: verdictOf(card, needs),
    phases,
    notes: [...notesOf(plan, recipe, isClosed)],
  };
};

/** As the rules memory-does-not-fit and memory-tight draw the line. */
const verdictOf = (card: number | null, { expected, most }: ForecastMemory['needs']): ForecastMemory['verdict'] => {
  if (card === null) return 'unknown';
  if (expected > card) return 'does not fit';
  return expected > roomy * card || most > card ? 'tight' : 'fits';
};

const phaseOf = (phase: Phase['phase'], { allocated, reserved, parts }: Readonly<Peak>): Phase => ({
  phase,
  allocated: allocated / GiB,
  reserved: reserved / GiB,
  parts: {
    weights: parts.weights / GiB,
    adapter: parts.adapter / GiB,
    gradients: parts.gradients / GiB,
    optimizer: parts.optimizer / GiB,
    activations: parts.activations / GiB,
    buckets: parts.buckets / GiB,
    workspace: parts.workspace / GiB,
    fragmentation: (reserved - allocated) / GiB,
  },
});

/** The VAE's tiled encoder with cuDNN's workspace (finetrainers docs/models/cogvideox.md: 12.44 GiB with T5 beside it). */
const tiled = 3.1;

/** Bytes that encoding takes for each pixel of a frame, in half precision (run on the real module). */
const encoding = 21_000;

/** encode.py: T5, and after it the VAE. */
const encodePhase = (plan: Plan, { model, half, tile }: Recipe): Phase => {
  const own = half ? 2 : 4;
  const { width, height } = plan.frames.size;
  const text = (model.text.parameters * own) / GiB;
  const vae = (model.vae.parameters * own) / GiB;
  const whole = (width * height * encoding * (own / 2)) / GiB;
  const work = tile < width * height ? Math.min(tiled, whole) : whole;
  const isText = text > vae + work;
  const allocated = isText ? text + 0.07 : vae + work;
  const none = { adapter: 0, gradients: 0, optimizer: 0, activations: 0, buckets: 0, fragmentation: 0 };
  const parts = { ...none, weights: isText ? text : vae, workspace: isText ? 0.07 : work };
  return { phase: 'encode', allocated, reserved: allocated, parts };
};

const spread: Readonly<Record<Recipe['strategy'], string>> = {
  single: 'everything is on one GPU',
  ddp: 'every GPU holds everything, and the gradients twice',
  zero1: 'the optimizer is spread over the GPUs',
  zero2: 'optimizer and gradients are spread over the GPUs',
  zero3: 'weights, gradients and optimizer are spread over the GPUs',
  fsdp: 'weights, gradients and optimizer are spread over the GPUs',
};

const kept: Readonly<Record<Recipe['offload'], string>> = {
  none: '',
  optimizer: '; the optimizer is in the memory of the host',
  all: '; weights and optimizer are in the memory of the host',
};

const strategyOf = ({ cluster }: Plan, { strategy, offload, ranks }: Recipe): ForecastMemory['strategy'] => ({
  shard: cluster.shard.kind,
  offload,
  gpus: ranks,
  says: `${spread[strategy]}${kept[offload]}`,
});

function* notesOf({ train, cluster }: Plan, recipe: Recipe, isClosed: boolean): Iterable<string> {
  const band = recipe.strategy === 'single' || recipe.strategy === 'ddp' ? 5 : 15;
  yield `Published figures lie within ${band} % of such estimates; CUDA${recipe.ranks > 1 ? ' and NCCL take' : ' takes'} ${contextOf(recipe)} GiB more.`;
  yield 'Reserved is what torch takes while the card has it; where it has not, it gives back what it caches, and allocated is the floor.';
  // What the phases add up to is the tape's, and what is needed is not.
  if (isClosed)
    yield 'So far above the card, what is needed is the quick sum of cogx check; the phases are played operator by operator, and may come to a few percent more or less.';
  if (train.compile) yield 'train.compile changes what is kept between operators; the estimate is for eager torch.';
  if (!recipe.flash)
    yield `${cluster.gpu} has no FlashAttention-2: torch may hold the matrix of all pairs of tokens on top, unless attention = efficient.`;
  const late = lateOf(recipe) / GiB;
  if (late > 0)
    yield heldSays[recipe.strategy === 'zero3' || recipe.strategy === 'fsdp' ? 'gathered' : 'gradients'](late);
}

const heldSays = {
  gradients: (late: number): string =>
    `Of the buckets ${gib(late)} are gradients that are done with: at most all of them wait for another stream. Not confirmed on a GPU.`,
  gathered: (late: number): string =>
    `Of the buckets ${gib(late)} are gradients and weights that are done with and wait for another stream: fitted to published figures, not confirmed on a GPU.`,
};
