import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unclosedText: Rule = {
  code: 'unclosed-text',
  severity: 'error',
  certain: true,
  why: `Without its closing quote a text goes on to the end of the line.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['name = "birds'] }),
  good: pipeline({ more: ['name = "birds"'] }),
};
