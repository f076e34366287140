import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const notAProperty: Rule = {
  code: 'not-a-property',
  severity: 'error',
  certain: true,
  why: `The word holds several words of its own, so one value after \`=\` can't say which of them it is.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['frames = 49'] }),
  good: pipeline({ more: ['frames { count = 49 }'] }),
};
