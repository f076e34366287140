import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const wrongLine: Rule = {
  code: 'wrong-line',
  severity: 'error',
  certain: true,
  why: `The end of a line ends an item, so what belongs to it stands on the same line: the \`{\` of a block, the value of a property.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['frames', '{ count = 49 }'] }),
  good: pipeline({ more: ['frames { count = 49 }'] }),
};
