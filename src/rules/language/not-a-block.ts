import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const notABlock: Rule = {
  code: 'not-a-block',
  severity: 'error',
  certain: true,
  why: `The word takes one value, and a block with braces has none.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['seed { value = 7 }'] }),
  good: pipeline({ more: ['seed = 7'] }),
};
