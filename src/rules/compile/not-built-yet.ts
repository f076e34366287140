import { gpuOf } from '../common.ts';
import { clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** What can be written and checked, but not compiled by this release. */
export const notBuiltYet: Rule = {
  code: 'not-built-yet',
  severity: 'error',
  certain: true,
  when: 'compile',
  why: 'The language is ahead of the scripts that this release writes: an NPU is known and checked, and no training script for it exists yet.',
  sources: ['cogx: the language'],
  bad: {
    text: pipeline({ more: ['cluster { gpu = ascend-910b }'] }),
    clips: clips(40),
    compiles: true,
  },
  good: {
    text: pipeline({ more: ['cluster { gpu = a100-80gb }'] }),
    clips: clips(40),
    compiles: true,
  },
  *check(plan) {
    if (gpuOf(plan)?.device !== 'npu') return;
    yield {
      path: ['cluster', 'gpu'],
      message: `gpu = ${plan.cluster.gpu} can be checked, but not compiled yet.`,
      help: 'Name a GPU that CUDA or ROCm drives.',
    };
  },
};
