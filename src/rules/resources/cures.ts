import { closedFormOf, type Memory, memoryOfCard } from '../../estimate/memory/memory.ts';
import { gpus } from '../../hardware/gpus.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { gib, gpuCount, modelOf } from '../common.ts';
import type { Finding } from '../rule.ts';

type Cure = { readonly says: string; readonly plan: Plan; readonly fix?: Finding['fix'] };

/** The first change that makes a run fit on its GPU, as a sentence; tried by estimating again. */
export const memoryCure = (plan: Plan): Pick<Finding, 'help' | 'fix'> => {
  const fits = cures(plan).find((cure) => closedFormOf(cure.plan).expected < (memoryOfCard(plan) ?? 0));
  return fits ? { help: fits.says, ...(fits.fix ? { fix: fits.fix } : {}) } : { help: otherGpu(plan) };
};

/** The two largest parts at the worst moment: `activations 18.8 GiB, weights 10.4 GiB, in the backward pass`. */
export const filled = ({ worst }: Memory): string => {
  const parts = (['weights', 'gradients', 'optimizer', 'activations', 'buffers'] as const)
    .map((part) => ({ part, bytes: worst[part] }))
    .sort((one, other) => other.bytes - one.bytes)
    .slice(0, 2)
    .map(({ part, bytes }) => `${part} ${gib(bytes / 2 ** 30)}`);
  return `${parts.join(', ')}, in ${worst.phase}`;
};

/** A cheap change that leaves room on the card, where there is one. */
export const roomierCure = (plan: Plan): string | undefined =>
  cheapCures(plan).find((cure) => closedFormOf(cure.plan).most < (memoryOfCard(plan) ?? 0))?.says;

/** The smallest card that holds it, with the settings that take least. */
const otherGpu = (plan: Plan): string => {
  const { train } = plan;
  const lean = { ...plan, train: { ...train, batch_per_gpu: 1, gradient_checkpointing: true } };
  const words = [
    ...(train.gradient_checkpointing ? [] : ['gradient_checkpointing = true']),
    ...(train.batch_per_gpu === 1 ? [] : ['batch_per_gpu = 1']),
  ].join(' and ');
  const { expected } = closedFormOf(lean);
  const [smallest] = Object.entries(gpus)
    .filter(([, gpu]) => gpu.device === 'cuda' && (gpu.bf16 || train.precision !== 'bf16'))
    .filter(([, { memory_gib }]) => (memory_gib ?? 0) * 0.95 > expected)
    .sort(([, one], [, other]) => (one.memory_gib ?? 0) - (other.memory_gib ?? 0));
  if (!smallest) return 'Train a LoRA, or spread the weights over more GPUs: shard = zero2.';
  const card = `a GPU with at least ${Math.ceil(expected / 0.95)} GiB, such as ${smallest[0]}`;
  return words ? `Write ${words}, and use ${card}.` : `Use ${card}.`;
};

const training = (plan: Plan, change: Readonly<Record<string, unknown>>): Plan =>
  ({ ...plan, train: { ...plan.train, ...change } }) as Plan;

const cures = (plan: Plan): readonly Cure[] => [
  ...cheapCures(plan),
  ...precisionCures(plan),
  ...quantisedCures(plan),
  ...adapterCures(plan),
];

/** What costs time, and changes no result. */
const cheapCures = (plan: Plan): readonly Cure[] => {
  const { gradient_checkpointing, batch_per_gpu, accumulate, global_batch } = plan.train;
  const kept = batch_per_gpu * accumulate;
  const checkpoints: Cure = {
    says: 'Write gradient_checkpointing = true.',
    plan: training(plan, { gradient_checkpointing: true }),
    // Slower by a third, and the same numbers.
    fix: { safety: 'safe', set: [{ path: ['train', 'gradient_checkpointing'], text: 'true' }] },
  };
  const single: Cure = {
    says: `Write batch_per_gpu = 1 and accumulate = ${kept}: the global batch stays ${global_batch}.`,
    plan: training(plan, { batch_per_gpu: 1, accumulate: kept }),
  };
  const both: Cure = {
    says: `Write gradient_checkpointing = true, batch_per_gpu = 1 and accumulate = ${kept}.`,
    plan: training(plan, { gradient_checkpointing: true, batch_per_gpu: 1, accumulate: kept }),
  };
  return [
    ...(gradient_checkpointing ? [] : [checkpoints]),
    ...(batch_per_gpu > 1 ? [single] : []),
    ...(batch_per_gpu > 1 && !gradient_checkpointing ? [both] : []),
  ];
};

const precisionCures = (plan: Plan): readonly Cure[] => {
  const native = modelOf(plan).precisions[0];
  return plan.train.precision === 'fp32' && native !== 'fp32'
    ? [{ says: `Write precision = ${native}.`, plan: training(plan, { precision: native }) }]
    : [];
};

/** A LoRA's base learns nothing, and may be held in fewer bits: that rounds it, so a larger card is named beside. */
const quantisedCures = (plan: Plan): readonly Cure[] => {
  const { adapter } = plan.train;
  const { gpu, shard } = plan.cluster;
  const isWhole = shard.kind === 'none' || shard.kind === 'ddp';
  if (adapter.kind !== 'lora' || adapter.quantise || !isWhole || !gpu || gpus[gpu].device !== 'cuda') return [];
  const held = (quantise: 'int8' | 'nf4', bits: number): Cure => ({
    says: `Write quantise = ${quantise} in adapter lora, which holds the frozen base in ${bits} bits, or ${lowered(otherGpu(plan))}`,
    plan: training(plan, { adapter: { ...adapter, quantise } }),
  });
  return [held('int8', 8), held('nf4', 4)];
};

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

type Shard = Plan['cluster']['shard'];

const spreading = (plan: Plan, shard: Shard, says: string): Cure => ({
  says,
  plan: { ...plan, cluster: { ...plan.cluster, shard } },
});

/** Spread what learns over the GPUs, as far as it must be: each step costs more time than the one before. */
const spreadCures = (plan: Plan): readonly Cure[] => {
  const { shard } = plan.cluster;
  const many = gpuCount(plan) > 1;
  const isWhole = shard.kind === 'none' || shard.kind === 'ddp';
  const over = [
    spreading(plan, { kind: 'zero2', offload: 'none' }, 'Write shard = zero2: it spreads the optimizer over the GPUs.'),
    spreading(plan, { kind: 'zero3', offload: 'none' }, 'Write shard = zero3: it spreads all over the GPUs.'),
  ];
  const hosted = [
    spreading(
      plan,
      { kind: 'zero2', offload: 'optimizer' },
      'Write shard zero2 { offload = optimizer }: the optimizer goes to the memory of the host.',
    ),
    spreading(
      plan,
      { kind: 'zero3', offload: 'all' },
      'Write shard zero3 { offload = all }: optimizer and weights go to the memory of the host.',
    ),
  ];
  return [...(many && isWhole ? over : []), ...(plan.train.optimizer.kind === 'adamw' ? hosted : [])];
};

/** Where all weights learn: spread their moments, make them small, or train fewer numbers. */
const adapterCures = (plan: Plan): readonly Cure[] => {
  const { train, cluster } = plan;
  if (train.adapter.kind === 'lora') return [];
  const small: Cure = {
    says: 'Write optimizer adamw-8bit: its moments take a quarter of the memory.',
    plan: training(plan, { optimizer: { ...train.optimizer, kind: 'adamw-8bit' } }),
  };
  const adapter = { kind: 'lora', rank: 128, alpha: 128, targets: modelOf(plan).lora_targets, dropout: 0 };
  const lora = { ...adapter, from: null, quantise: null };
  const isAlone = gpuCount(plan) === 1 && train.optimizer.kind === 'adamw' && cluster.shard.kind === 'none';
  return [
    ...(isAlone ? [small] : []),
    ...spreadCures(plan),
    { says: 'Train a LoRA: adapter lora { rank = 128 }.', plan: training(plan, { adapter: lora }) },
  ];
};
