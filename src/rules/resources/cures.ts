import { closedFormOf, memoryOfCard } from '../../estimate/memory/memory.ts';
import { gpus } from '../../hardware/gpus.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { gpuCount, modelOf } from '../common.ts';
import type { Finding } from '../rule.ts';

type Cure = { readonly says: string; readonly plan: Plan; readonly fix?: Finding['fix'] };

/** The first change that makes a run fit on its GPU, as a sentence; tried by estimating again. */
export const memoryCure = (plan: Plan): Pick<Finding, 'help' | 'fix'> => {
  const fits = cures(plan).find((cure) => closedFormOf(cure.plan).expected < (memoryOfCard(plan) ?? 0));
  return fits ? { help: fits.says, ...(fits.fix ? { fix: fits.fix } : {}) } : { help: otherGpu(plan) };
};

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

const cures = (plan: Plan): readonly Cure[] => [...cheapCures(plan), ...precisionCures(plan), ...adapterCures(plan)];

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

/** Where all weights learn: spread their moments, make them small, or train fewer numbers. */
const adapterCures = (plan: Plan): readonly Cure[] => {
  const { train, cluster } = plan;
  if (train.adapter.kind === 'lora') return [];
  const spread: Cure = {
    says: 'Write shard = zero2: it spreads the optimizer over the GPUs.',
    plan: { ...plan, cluster: { ...cluster, shard: { kind: 'zero2', offload: 'none' } } },
  };
  const small: Cure = {
    says: 'Write optimizer adamw-8bit: its moments take a quarter of the memory.',
    plan: training(plan, { optimizer: { ...train.optimizer, kind: 'adamw-8bit' } }),
  };
  const lora = { kind: 'lora', rank: 128, alpha: 128, targets: modelOf(plan).lora_targets, dropout: 0, from: null };
  return [
    ...(gpuCount(plan) > 1 && cluster.shard.kind === 'ddp' ? [spread] : []),
    ...(train.optimizer.kind === 'adamw' && ['none', 'ddp'].includes(cluster.shard.kind) ? [small] : []),
    { says: 'Train a LoRA: adapter lora { rank = 128 }.', plan: training(plan, { adapter: lora }) },
  ];
};
