import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const nothingToExtend: Rule = {
  code: 'nothing-to-extend',
  severity: 'note',
  certain: false,
  why: `Only a learning rate that decays rests on the length: there another length changes what the updates so far were made for, and
extend = true says that this is meant. A constant schedule may grow longer without a word.`,
  sources: ['cogx: the language'],
  bad: pipeline({ train: ['extend = true'] }),
  good: pipeline({ train: ['schedule = cosine', 'extend = true'] }),
  *check({ train: { extend, schedule } }) {
    if (!extend || schedule.kind !== 'constant') return;
    yield {
      path: ['train', 'extend'],
      message: 'With a constant learning rate a run may have any length.',
      help: 'Take extend out.',
    };
  },
};
