import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const forgottenEquals: Rule = {
  code: 'forgotten-equals',
  severity: 'error',
  certain: true,
  why: `A name and a value with nothing between them could be a block with a label as well.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['seed 7'] }),
  good: pipeline({ more: ['seed = 7'] }),
};
