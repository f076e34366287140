import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unclosedList: Rule = {
  code: 'unclosed-list',
  severity: 'error',
  certain: true,
  why: `Without its end the list goes on over what follows.`,
  sources: ['cogx: the language'],
  bad: pipeline({ train: ['track = [tensorboard'] }),
  good: pipeline({ train: ['track = [tensorboard]'] }),
};
