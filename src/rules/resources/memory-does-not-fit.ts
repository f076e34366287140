import { type Memory, memoryOf, memoryOfCard } from '../../estimate/memory/memory.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { gib } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';
import { filled, memoryCure } from './cures.ts';

export const memoryDoesNotFit: Rule = {
  code: 'memory-does-not-fit',
  severity: 'error',
  certain: false,
  why: `What does not fit on the card ends in "CUDA out of memory", often only in the fourth to sixth step, when the optimizer has
its moments, or while DeepSpeed builds it (zai-org/CogVideo#225, #575, #787). cogx adds up what the emitted train.py keeps:
weights, gradients, moments, activations, buckets, CUDA itself. It is an error where even the lower end of the estimate (5 %
below on one GPU and DDP, 15 % where weights are spread) is more than the card has, and a warning where the middle is.`,
  bad: pipeline({
    model: 'cogvideox-1.5-5b-t2v',
    train: ['gradient_checkpointing = false'],
    more: ['cluster { gpu = a100-80gb }'],
  }),
  good: pipeline({
    model: 'cogvideox-1.5-5b-t2v',
    train: ['gradient_checkpointing = true'],
    more: ['cluster { gpu = a100-80gb }'],
  }),
  quiet: [
    // zai-org/CogVideo finetune/README.md: 16 GB, 24 GB, 35 GB for LoRAs of rank 128; a whole 2B on one card of 40
    pipeline({ model: 'cogvideox-2b-t2v', more: ['cluster { gpu = rtx4090 }'] }),
    pipeline({ model: 'cogvideox-5b-t2v', more: ['cluster { gpu = rtx4090 }'] }),
    pipeline({ model: 'cogvideox-1.5-5b-t2v', more: ['cluster { gpu = a100-40gb }'] }),
    pipeline({ model: 'cogvideox-2b-t2v', train: ['adapter = none'], more: ['cluster { gpu = a100-80gb }'] }),
    // The kind of GPU is not said, so nothing is known
    pipeline({ train: ['adapter = none', 'gradient_checkpointing = false'] }),
  ],
  sources: ['zai-org/CogVideo#225', 'zai-org/CogVideo#575', 'zai-org/CogVideo#787', 'huggingface/finetrainers#273'],
  hides: ['memory-tight'],
  catches: ['M053', 'M080'],
  *check(plan) {
    const card = memoryOfCard(plan);
    if (card === null) return;
    const memory = memoryOf(plan);
    if (memory.expected > card) yield finding(plan, memory, card);
  },
};

const finding = (plan: Plan, memory: Memory, card: number): Finding => ({
  path: ['cluster', 'gpu'],
  message: `This run needs about ${gib(memory.expected)} on each GPU (${filled(memory)}), and torch has ${gib(card)} on ${plan.cluster.gpu}.`,
  ...memoryCure(plan),
  severity: memory.least > card ? 'error' : 'warning',
});
