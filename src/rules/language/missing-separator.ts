import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const missingSeparator: Rule = {
  code: 'missing-separator',
  severity: 'error',
  certain: true,
  why: `Items stand on lines of their own or have a comma between them, so that one mistake stays on its line.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['seed = 7 name = birds'] }),
  good: pipeline({ more: ['seed = 7, name = birds'] }),
};
