import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unclosedBlock: Rule = {
  code: 'unclosed-block',
  severity: 'error',
  certain: true,
  why: `Without its end the block goes on over what follows, which then stands in the wrong place.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['frames { count = 49'] }),
  good: pipeline({ more: ['frames { count = 49 }'] }),
};
