import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const strayBracket: Rule = {
  code: 'stray-bracket',
  severity: 'error',
  certain: true,
  why: `A bracket that closes nothing means that one was deleted, and what follows may stand in another block than it seems.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['frames { count = 49 }}'] }),
  good: pipeline({ more: ['frames { count = 49 }'] }),
};
