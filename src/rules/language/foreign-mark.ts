import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const foreignMark: Rule = {
  code: 'foreign-mark',
  severity: 'error',
  certain: true,
  why: `Marks of other languages (\`:\` of YAML, \`;\` of C, typographic quotes of word processors) are told with what cogx writes instead.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['seed: 7'] }),
  good: pipeline({ more: ['seed = 7'] }),
};
