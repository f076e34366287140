import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const missingName: Rule = {
  code: 'missing-name',
  severity: 'error',
  certain: true,
  why: `A value or a block without a name says nothing about what it sets.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['= 7'] }),
  good: pipeline({ more: ['seed = 7'] }),
};
