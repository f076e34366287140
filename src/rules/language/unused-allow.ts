import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const train = (every: string) => [
  'checkpoint {',
  '  # cogx-allow only-final-checkpoint: this node is never taken away',
  `  every = ${every}`,
  '}',
];

export const unusedAllow: Rule = {
  code: 'unused-allow',
  severity: 'warning',
  certain: true,
  why: `A comment that waives a finding which is no longer raised waives the next one too, that nobody has seen yet. It is not
judged while the file has errors, nor for findings on clips while there is no inventory.`,
  sources: ['cogx: the language'],
  bad: pipeline({ train: train('250 steps') }),
  good: pipeline({ train: train('6000 steps') }),
};
