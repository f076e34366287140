import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** As if a word had been renamed. */
const table = [{ from: 'train.batch', to: 'train.batch_per_gpu', since: '0.2' }];

export const renamedWord: Rule = {
  code: 'renamed-word',
  severity: 'warning',
  certain: false,
  why: `A word that is called otherwise today is read as the new one, so that files of last year still run. The next edition of the
language drops the old name.`,
  sources: ['cogx: the language'],
  bad: { text: pipeline({ train: ['batch = 1'] }), renamed: table },
  good: { text: pipeline({ train: ['batch_per_gpu = 1'] }), renamed: table },
};
