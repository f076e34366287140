import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const train = (comment: string) => ['checkpoint {', `  # ${comment}`, '  every = 6000 steps', '}'];

export const allowWithoutReason: Rule = {
  code: 'allow-without-reason',
  severity: 'error',
  certain: true,
  why: `A finding that is waived without a word on why can't be told, a month later, from one that nobody has read. The reason
stands in the reports of CI beside what it waives.`,
  sources: ['cogx: the language'],
  bad: pipeline({ train: train('cogx-allow only-final-checkpoint') }),
  good: pipeline({ train: train('cogx-allow only-final-checkpoint: this node is never taken away') }),
};
