import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const missingValue: Rule = {
  code: 'missing-value',
  severity: 'error',
  certain: true,
  why: `A word without a value leaves open what was meant; its default would be a guess.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['seed ='] }),
  good: pipeline({ more: ['seed = 7'] }),
};
