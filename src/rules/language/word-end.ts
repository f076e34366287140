import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const wordEnd: Rule = {
  code: 'word-end',
  severity: 'error',
  certain: true,
  why: `A word ends in a letter, a digit or \`_\`: a dot or a hyphen at its end is a slip, or wants quotes.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['name = birds-'] }),
  good: pipeline({ more: ['name = birds'] }),
};
