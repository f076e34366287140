import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const train = (comment: string) => ['checkpoint {', `  # ${comment}`, '  every = 6000 steps', '}'];

export const unknownAllow: Rule = {
  code: 'unknown-allow',
  severity: 'error',
  certain: true,
  why: `\`# cogx-allow CODE: reason\` waives the findings of a code. With a code that no finding has it waives nothing, in silence,
and who wrote it believes otherwise.`,
  sources: ['cogx: the language'],
  bad: pipeline({ train: train('cogx-allow only-final-checkpont: this node is never taken away') }),
  good: pipeline({ train: train('cogx-allow only-final-checkpoint: this node is never taken away') }),
};
