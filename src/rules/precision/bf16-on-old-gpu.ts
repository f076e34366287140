import { gpuOf, modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** On cards without FlashAttention-2. */
const efficient = 'attention = efficient';

export const bf16OnOldGpu: Rule = {
  code: 'bf16-on-old-gpu',
  severity: 'error',
  certain: false,
  why: `V100 and T4 have no bf16 in hardware (it came with compute capability 8.0): torch emulates it, many times slower
than the fp16 that these cards are made for, and without a word. Only CogVideoX-2B is trained for fp16.`,
  sources: ['NVIDIA CUDA C++ Programming Guide: arithmetic instructions by compute capability'],
  bad: pipeline({ model: 'cogvideox-2b-t2v', train: ['precision = bf16', efficient], more: ['cluster { gpu = t4 }'] }),
  good: pipeline({ model: 'cogvideox-2b-t2v', train: ['precision = fp16', efficient], more: ['cluster { gpu = t4 }'] }),
  quiet: [pipeline({ more: ['cluster { gpu = a10 }'] })],
  hides: ['foreign-precision', 'memory-does-not-fit', 'memory-tight'],
  *check(plan, facts) {
    if (plan.train.precision !== 'bf16' || gpuOf(plan)?.bf16 !== false) return;
    const { precisions } = modelOf(plan);
    const path = facts.written(['train', 'precision']) ? ['train', 'precision'] : ['cluster', 'gpu'];
    yield {
      path,
      message: `${plan.cluster.gpu} has no bf16 in hardware, so every step is emulated, many times slower.`,
      ...(precisions.includes('fp16')
        ? { fix: { safety: 'unsafe', set: [{ path: ['train', 'precision'], text: 'fp16' }] } }
        : {}),
      help: precisions.includes('fp16')
        ? 'Write precision = fp16.'
        : `Use a GPU from Ampere on (a10, a100-80gb, …): ${plan.model.kind} has no other fast precision.`,
    };
  },
};
