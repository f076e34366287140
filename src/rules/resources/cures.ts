import { memoryOf } from '../../estimate/memory/memory.ts';
import { gpus } from '../../hardware/gpus.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { gpuCount } from '../common.ts';
import type { Finding } from '../rule.ts';

type Cure = { readonly says: string; readonly plan: Plan; readonly fix?: Finding['fix'] };

/** The first change that makes a run fit on its GPU, as a sentence; tried by estimating again. */
export const memoryCure = (plan: Plan): Pick<Finding, 'help' | 'fix'> => {
  const fits = cures(plan).find((cure) => memoryOf(cure.plan).expected < (memoryOfCard(plan) ?? 0));
  return fits ? { help: fits.says, ...(fits.fix ? { fix: fits.fix } : {}) } : { help: otherGpu(plan) };
};

const otherGpu = (plan: Plan): string => {
  const { expected } = memoryOf(plan);
  const [smallest] = Object.entries(gpus)
    .filter(([, gpu]) => gpu.device === 'cuda' && (gpu.bf16 || plan.train.precision !== 'bf16'))
    .filter(([, { memory_gib }]) => (memory_gib ?? 0) * 0.95 > expected)
    .sort(([, one], [, other]) => (one.memory_gib ?? 0) - (other.memory_gib ?? 0));
  return smallest
    ? `Use a GPU with at least ${Math.ceil(expected / 0.95)} GiB, such as ${smallest[0]}.`
    : 'Train a LoRA, or spread the weights over more GPUs: shard = zero2.';
};

/** GiB; null where the file says no kind of GPU, or the CPU. */
export const memoryOfCard = ({ cluster }: Plan): number | null =>
  cluster.gpu === null ? null : gpus[cluster.gpu].memory_gib;

const cures = (plan: Plan): readonly Cure[] => {
  const { train, cluster } = plan;
  const all: (Cure | false)[] = [
    !train.gradient_checkpointing && {
      says: 'Write gradient_checkpointing = true.',
      plan: { ...plan, train: { ...train, gradient_checkpointing: true } },
      // Slower by a third, and the same numbers.
      fix: { safety: 'safe', set: [{ path: ['train', 'gradient_checkpointing'], text: 'true' }] },
    },
    train.batch_per_gpu > 1 && {
      says: `Write batch_per_gpu = 1 and accumulate = ${train.batch_per_gpu * train.accumulate}: the global batch stays ${train.global_batch}.`,
      plan: { ...plan, train: { ...train, batch_per_gpu: 1, accumulate: train.batch_per_gpu * train.accumulate } },
    },
    train.batch_per_gpu > 1 &&
      !train.gradient_checkpointing && {
        says: 'Write gradient_checkpointing = true and batch_per_gpu = 1.',
        plan: { ...plan, train: { ...train, batch_per_gpu: 1, gradient_checkpointing: true } },
      },
    train.adapter.kind === 'none' &&
      gpuCount(plan) > 1 &&
      cluster.shard.kind === 'ddp' && {
        says: 'Write shard = zero2: it spreads the optimizer over the GPUs.',
        plan: { ...plan, cluster: { ...cluster, shard: { kind: 'zero2', offload: 'none' } } },
      },
    train.precision === 'fp32' && {
      says: 'Write precision = bf16.',
      plan: { ...plan, train: { ...train, precision: 'bf16' } },
    },
    train.adapter.kind === 'none' && {
      says: 'Train a LoRA: adapter lora { rank = 128 }.',
      plan: {
        ...plan,
        train: { ...train, adapter: { ...train.adapter, kind: 'lora', rank: 128, alpha: 128 } },
      } as Plan,
    },
  ];
  return all.filter((cure): cure is Cure => cure !== false);
};
