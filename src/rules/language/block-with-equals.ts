import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const blockWithEquals: Rule = {
  code: 'block-with-equals',
  severity: 'error',
  certain: true,
  why: `A block is its name and its braces; \`=\` gives one value to a property.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['frames = { count = 49 }'] }),
  good: pipeline({ more: ['frames { count = 49 }'] }),
};
