import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const cluster = 'cluster { gpu = a100-80gb }\n';

export const useCycle: Rule = {
  code: 'use-cycle',
  severity: 'error',
  certain: true,
  why: `A file that is used by a file that it uses would have to be read before itself.`,
  sources: ['cogx: the language'],
  bad: { text: pipeline({ more: ['use "a100.cogx"'] }), files: { 'a100.cogx': `use "a100.cogx"\n${cluster}` } },
  good: { text: pipeline({ more: ['use "a100.cogx"'] }), files: { 'a100.cogx': cluster } },
};
