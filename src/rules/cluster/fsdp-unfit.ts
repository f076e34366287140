import { gpuOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const on = (more: string): readonly string[] => [`cluster { gpus_per_node = 8, shard = fsdp${more} }`];

export const fsdpUnfit: Rule = {
  code: 'fsdp-unfit',
  severity: 'error',
  certain: true,
  why: `On processors accelerate puts DDP in the place of FSDP, without a word. The loss scale of fp16 is one process's own and is no
part of what FSDP saves here, and the blocks of 8 bits in which bitsandbytes keeps its moments end elsewhere than the parts of the
weights do.`,
  sources: [
    'huggingface/accelerate src/accelerate/state.py, AcceleratorState',
    'huggingface/accelerate src/accelerate/utils/fsdp_utils.py, fsdp2_prepare_model',
    'bitsandbytes-foundation/bitsandbytes bitsandbytes/optim/optimizer.py',
  ],
  bad: pipeline({ train: ['adapter = none', 'optimizer = adamw-8bit'], more: on('') }),
  good: pipeline({ train: ['adapter = none', 'optimizer = adamw'], more: on('') }),
  quiet: [
    pipeline({
      train: ['adapter = none', 'optimizer = adamw-8bit'],
      more: ['cluster { gpus_per_node = 8, shard = ddp }'],
    }),
    pipeline({ train: ['adapter = none', 'precision = bf16'], more: on(', gpu = h100') }),
  ],
  *check(plan) {
    const { train, cluster } = plan;
    if (cluster.shard.kind !== 'fsdp') return;
    const related = { path: ['cluster', 'shard'], message: 'FSDP is said here' };
    if (gpuOf(plan)?.device === 'cpu')
      yield {
        path: ['cluster', 'gpu'],
        message: 'FSDP has no processors: accelerate would train with DDP there.',
        help: 'Write shard = ddp, or name a GPU.',
        related,
      };
    if (train.precision === 'fp16')
      yield {
        path: ['train', 'precision'],
        message: 'FSDP has no loss scale to go on with, which fp16 needs.',
        help: 'Write precision = bf16, or shard = zero3.',
        related,
      };
    if (train.optimizer.kind === 'adamw-8bit')
      yield {
        path: ['train', 'optimizer'],
        message: "FSDP spreads the moments of the optimizer, and adamw-8bit keeps them in blocks that can't be spread.",
        help: 'Write optimizer = adamw, or shard = ddp.',
        related,
      };
  },
};
