import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const dottedName: Rule = {
  code: 'dotted-name',
  severity: 'error',
  certain: true,
  why: `A dotted path is how findings and \`--set\` name a word. In a file the blocks stand around it, so that each place has one spelling.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['frames.count = 49'] }),
  good: pipeline({ more: ['frames { count = 49 }'] }),
};
