import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const wordTwice: Rule = {
  code: 'word-twice',
  severity: 'error',
  certain: true,
  why: `Of two values for one word one would win in silence. In another file, a profile or \`--set\` a word may be said again: there
it is clear which one wins.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['frames { count = 49, count = 41 }'] }),
  good: pipeline({ more: ['frames { count = 49 }'] }),
};
