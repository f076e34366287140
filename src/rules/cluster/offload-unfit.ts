import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const zero = (shard: string): readonly string[] => [`cluster { gpus_per_node = 8, shard ${shard} }`];

export const offloadUnfit: Rule = {
  code: 'offload-unfit',
  severity: 'error',
  certain: true,
  why: `An offloaded optimizer steps on the processor, for which DeepSpeed has an AdamW of its own: accelerate puts it in the place of
whatever optimizer there is, without a word, and of 8-bit moments or Prodigy's step size nothing is left. Only ZeRO-3 can keep the
weights in the memory of the host, the other stages pass over the word; and FSDP keeps weights and optimizer in one place.`,
  bad: pipeline({ train: ['adapter = none', 'optimizer = adamw-8bit'], more: zero('zero2 { offload = optimizer }') }),
  good: pipeline({ train: ['adapter = none'], more: zero('zero2 { offload = optimizer }') }),
  quiet: [
    pipeline({ train: ['adapter = none', 'optimizer = adamw-8bit'], more: zero('zero2 { offload = none }') }),
    pipeline({ train: ['adapter = none'], more: zero('zero3 { offload = all }') }),
    pipeline({ train: ['adapter = none'], more: zero('fsdp { offload = all }') }),
  ],
  sources: [
    'huggingface/accelerate src/accelerate/utils/deepspeed.py, map_pytorch_optim_to_deepspeed',
    'deepspeedai/DeepSpeed deepspeed/runtime/zero/config.py',
  ],
  catches: ['M055'],
  *check({ train, cluster: { shard } }) {
    if (!('offload' in shard) || shard.offload === 'none') return;
    const related = { path: ['cluster', 'shard', 'offload'], message: 'it steps on the processor here' };
    if (shard.kind === 'fsdp' && shard.offload === 'optimizer')
      yield {
        path: ['cluster', 'shard', 'offload'],
        message: 'shard = fsdp steps where its weights are, and can move both of them or neither.',
        help: 'Write offload = all, or shard = zero2.',
      };
    if (shard.kind !== 'fsdp' && train.optimizer.kind !== 'adamw')
      yield {
        path: ['train', 'optimizer'],
        message: `An offloaded optimizer is DeepSpeed's own AdamW, and not ${train.optimizer.kind}.`,
        help: 'Write optimizer = adamw, or offload = none.',
        related,
      };
    if (shard.offload === 'all' && (shard.kind === 'zero1' || shard.kind === 'zero2'))
      yield {
        path: ['cluster', 'shard', 'offload'],
        message: `shard = ${shard.kind} keeps whole weights on each GPU, and offload = all would move none of them.`,
        help: 'Write offload = optimizer, or shard = zero3.',
      };
  },
};
