import { percent } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const highDropout: Rule = {
  code: 'high-dropout',
  severity: 'warning',
  certain: false,
  why: `Caption dropout keeps guidance working: a share of samples is seen with an empty caption. CogVideoX was trained with 10 %. Above
half, most samples teach nothing of their words, and prompts lose their effect.`,
  bad: pipeline({ more: ['captions { dropout = 60 % }'] }),
  good: pipeline({ more: ['captions { dropout = 10 % }'] }),
  quiet: [pipeline({ more: ['captions { dropout = 50 % }'] }), pipeline({ more: ['captions { dropout = 0 }'] })],
  sources: ['kohya-ss/musubi-tuner#434', 'THUDM/CogVideo sat/configs'],
  catches: ['M086'],
  *check(plan) {
    const { dropout } = plan.captions;
    if (dropout <= 0.5) return;
    yield {
      path: ['captions', 'dropout'],
      message: `${percent(dropout)} of the samples are seen without their caption.`,
      help: 'Write dropout = 10 %.',
    };
  },
};
