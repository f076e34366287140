import { memoryOf, memoryOfCard } from '../../estimate/memory/memory.ts';
import { gib } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { memoryCure } from './cures.ts';

export const spillsToHost: Rule = {
  code: 'spills-to-host',
  severity: 'error',
  certain: false,
  why: `The driver of Windows (and of WSL) does not run out of memory: above the card it goes on in the memory of the host, 10 to
100 times slower, without a word. "150 h+ for 3,000 steps" were the result (kohya-ss/musubi-tuner#147, #269). The display takes
another 1 to 2 GiB. From 90 % of the card on it is an error.`,
  bad: pipeline({
    train: ['adapter lora { rank = 256, alpha = 256 }'],
    more: ['cluster { gpu = rtx4090, os = windows }'],
  }),
  good: pipeline({
    train: ['adapter lora { rank = 256, alpha = 256 }'],
    more: ['cluster { gpu = rtx5090, os = windows }'],
  }),
  quiet: [
    pipeline({ train: ['adapter lora { rank = 256, alpha = 256 }'], more: ['cluster { gpu = rtx4090, os = linux }'] }),
    pipeline({ model: 'cogvideox-2b-t2v', more: ['cluster { gpu = rtx4090, os = wsl }'] }),
  ],
  hides: ['memory-does-not-fit', 'memory-tight'],
  sources: ['kohya-ss/musubi-tuner#147', 'kohya-ss/musubi-tuner#269', 'zai-org/CogVideo#771'],
  catches: ['M051'],
  *check(plan) {
    const { os, gpu } = plan.cluster;
    const card = memoryOfCard(plan);
    if (card === null || os === null || os === 'linux') return;
    const { expected } = memoryOf(plan);
    if (expected <= 0.9 * card) return;
    yield {
      path: ['cluster', 'gpu'],
      message: `This run needs about ${gib(expected)} of the ${gib(card)} of ${gpu}, and ${os} moves what does not fit to the host without a word.`,
      ...(expected > card ? memoryCure(plan) : { help: 'Train on Linux, or use a GPU with more memory.' }),
    };
  },
};
