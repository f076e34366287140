import { edition } from '../../plan/pipeline.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unknownEdition: Rule = {
  code: 'unknown-edition',
  severity: 'error',
  certain: true,
  judgesParts: true,
  why: `\`cogx = 2\` says that the file uses words, or meanings of words, that came with the second edition of the language. An
older cogx would read it as something else.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['cogx = 2'] }),
  good: pipeline({ more: ['cogx = 1'] }),
  *check(plan) {
    if (plan.cogx <= edition) return;
    yield {
      path: ['cogx'],
      message: `The file is written for edition ${plan.cogx} of the language, and this cogx knows edition ${edition}.`,
      help: 'Install a newer cogx.',
    };
  },
};
