import { count, gpuCount } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const batchDoesNotDivide: Rule = {
  code: 'batch-does-not-divide',
  severity: 'error',
  certain: true,
  why: `Every GPU takes the same number of samples in an update, so the global batch is a multiple of what the GPUs hold at
a time. DeepSpeed stops where the product differs ("train_batch_size is not equal to micro_batch_per_gpu *
gradient_acc_step * world_size"); other trainers round, and the run is not the one that was asked for.`,
  sources: [
    'huggingface/accelerate#3369',
    'huggingface/accelerate#1970',
    'yuvalkirstain/PickScore#18',
    'hiyouga/LlamaFactory#201',
    'hiyouga/LlamaFactory#1116',
  ],
  bad: pipeline({ train: ['global_batch = 12', 'batch_per_gpu = 8'] }),
  good: pipeline({ train: ['global_batch = 16', 'batch_per_gpu = 8'] }),
  quiet: [pipeline({ train: ['global_batch = 24', 'accumulate = 3'], more: ['cluster { gpus_per_node = 8 }'] })],
  hides: ['small-batch'],
  catches: ['M028', 'M054'],
  *check(plan, { written }) {
    const { batch_per_gpu, accumulate, global_batch } = plan.train;
    const gpus = gpuCount(plan);
    if (batch_per_gpu * accumulate * gpus === global_batch) return;
    // The word that is written beside global_batch is the one to keep; the other follows.
    const parts = written(['train', 'accumulate'])
      ? { each: accumulate, said: count(accumulate, 'batch', 'batches') }
      : { each: batch_per_gpu, said: count(batch_per_gpu, 'sample') };
    const held = parts.each * gpus;
    const below = Math.floor(global_batch / held) * held;
    const closest = global_batch - below < held / 2 ? below : below + held;
    yield {
      path: ['train', 'global_batch'],
      message: `A global batch of ${global_batch} can't be split over ${count(gpus, 'GPU')} with ${parts.said} each.`,
      help: `Write global_batch = ${[below, below + held].filter((batch) => batch > 0).join(' or ')}.`,
      fix: { safety: 'unsafe', set: [{ path: ['train', 'global_batch'], text: `${Math.max(closest, held)}` }] },
    };
  },
};
