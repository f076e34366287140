import { count, gpuCount } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const words = ['global_batch', 'batch_per_gpu', 'accumulate'] as const;

export const threeBatchWords: Rule = {
  code: 'three-batch-words',
  severity: 'error',
  certain: true,
  why: `global_batch = batch_per_gpu x accumulate x GPUs: two of the words decide the third. A file with all three says one
thing twice, and differs from itself as soon as a number changes or a profile takes another number of GPUs.`,
  sources: [
    'huggingface/accelerate#3369',
    'huggingface/accelerate#1970',
    'yuvalkirstain/PickScore#18',
    'hiyouga/LlamaFactory#201',
    'hiyouga/LlamaFactory#1116',
  ],
  bad: pipeline({ train: ['global_batch = 8', 'batch_per_gpu = 1', 'accumulate = 8'] }),
  good: pipeline({ train: ['global_batch = 8', 'batch_per_gpu = 1'] }),
  quiet: [pipeline({ train: ['batch_per_gpu = 2', 'accumulate = 4'] })],
  hides: ['batch-does-not-divide'],
  catches: ['M028', 'M054'],
  *check(plan, { written }) {
    if (!words.every((word) => written(['train', word]))) return;
    const { batch_per_gpu, accumulate, global_batch } = plan.train;
    const gpus = gpuCount(plan);
    const product = batch_per_gpu * accumulate * gpus;
    const sum = `${batch_per_gpu} x ${accumulate} x ${count(gpus, 'GPU')} = ${product}`;
    yield {
      path: ['train', 'global_batch'],
      at: 'name',
      message: `global_batch, batch_per_gpu and accumulate are all written, and two decide the third (${sum}${product === global_batch ? '' : `, not ${global_batch}`}).`,
      help: 'Take one of them out.',
      related: { path: ['train', 'accumulate'], message: 'accumulate is written here' },
    };
  },
};
