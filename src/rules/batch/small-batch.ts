import { isTrial } from '../../estimate/schedule.ts';
import { gpuCount } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const least = 8;

export const smallBatch: Rule = {
  code: 'small-batch',
  severity: 'warning',
  certain: false,
  why: `A LoRA of CogVideoX that learns from one or two samples an update shows "little to no difference", or swings
(zai-org/CogVideo#750, huggingface/finetrainers#191): each sample has one noise level, and of 1000 of them a small batch sees
too few. Its maintainers ask for a total batch of 8 or more. Accumulation costs time in proportion and no memory.`,
  bad: pipeline({ train: ['batch_per_gpu = 1', 'accumulate = 1'] }),
  good: pipeline({ train: ['batch_per_gpu = 1', 'accumulate = 8'] }),
  quiet: [
    pipeline({ train: ['accumulate = 1'], more: ['cluster { gpus_per_node = 8 }'] }),
    pipeline({ length: '20 steps', train: ['global_batch = 1'] }),
  ],
  sources: ['zai-org/CogVideo#750', 'zai-org/CogVideo#733', 'huggingface/finetrainers#191'],
  catches: ['M062'],
  *check(plan, { written }) {
    const { global_batch, batch_per_gpu, adapter } = plan.train;
    if (adapter.kind !== 'lora' || global_batch >= least || isTrial(plan)) return;
    const word = ['global_batch', 'accumulate', 'batch_per_gpu'].find((each) => written(['train', each]));
    yield {
      path: ['train', word ?? 'length'],
      at: 'name',
      message: `A LoRA learns unsteadily from ${global_batch === 1 ? 'one sample' : `${global_batch} samples`} an update.`,
      help: `Write accumulate = ${Math.ceil(least / (batch_per_gpu * gpuCount(plan)))}: the maintainers of CogVideoX ask for 8 samples or more.`,
    };
  },
};
