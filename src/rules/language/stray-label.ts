import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const strayLabel: Rule = {
  code: 'stray-label',
  severity: 'error',
  certain: true,
  why: `There is one block of this kind, so a name beside it would tell it from no other.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['frames fast { count = 49 }'] }),
  good: pipeline({ more: ['frames { count = 49 }'] }),
};
