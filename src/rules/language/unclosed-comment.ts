import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unclosedComment: Rule = {
  code: 'unclosed-comment',
  severity: 'error',
  certain: true,
  why: `Without its end the comment swallows the rest of the file, which then seems to say nothing.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['seed = 7 /* lucky'] }),
  good: pipeline({ more: ['seed = 7 /* lucky */'] }),
};
