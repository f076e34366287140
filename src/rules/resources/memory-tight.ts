import { memoryOf, memoryOfCard, roomy } from '../../estimate/memory/memory.ts';
import { gib, gpuOf, percent } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { filled, roomierCure } from './cures.ts';

export const memoryTight: Rule = {
  code: 'memory-tight',
  severity: 'warning',
  certain: false,
  why: `The estimate is good to some percent, and torch's allocator takes more than the tensors need while it can. From 95 % of the
card on, a run that starts may still end in "CUDA out of memory" hours later, at its first validation video or checkpoint.
Where only the upper end of the estimate is above the card it is a note. Cards
without FlashAttention-2 (V100, T4) may need the matrix of all pairs of tokens on top (zai-org/CogVideo#731).`,
  bad: pipeline({ train: ['batch_per_gpu = 2', 'adapter lora { rank = 256 }'], more: ['cluster { gpu = rtx5090 }'] }),
  good: pipeline({ train: ['batch_per_gpu = 1', 'adapter lora { rank = 256 }'], more: ['cluster { gpu = rtx5090 }'] }),
  quiet: [pipeline({ train: ['batch_per_gpu = 2'], more: ['cluster { gpu = a100-40gb }'] })],
  sources: ['zai-org/CogVideo#731', 'a-r-r-o-w/cogvideox-factory README.md', 'huggingface/finetrainers#152'],
  catches: ['M053'],
  *check(plan) {
    const card = memoryOfCard(plan);
    if (card === null) return;
    const memory = memoryOf(plan);
    const { expected, most } = memory;
    if (expected > card || most <= card) return;
    yield {
      path: ['cluster', 'gpu'],
      message: `This run needs about ${gib(expected)} on each GPU, ${percent(expected / card)} of what torch has on ${plan.cluster.gpu} (${filled(memory)}), and may need ${gib(most)}.`,
      help:
        gpuOf(plan)?.bf16 === false && plan.train.attention === 'native'
          ? 'Write attention = efficient in train, so that torch never holds the matrix of all pairs of tokens.'
          : (roomierCure(plan) ?? 'Try it with length = 20 steps first, with a validation video in it.'),
      severity: expected > roomy * card ? 'warning' : 'note',
    };
  },
};
