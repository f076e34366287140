import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const cluster = 'cluster { gpu = a100-80gb }\n';

export const useNotFound: Rule = {
  code: 'use-not-found',
  severity: 'error',
  certain: true,
  why: `The blocks of a used file are part of this one, so nothing can be judged without it. Its path starts at the folder of the file
that uses it.`,
  sources: ['cogx: the language'],
  bad: { text: pipeline({ more: ['use "a100.cogx"'] }), files: { 'clusters/a100.cogx': cluster } },
  good: { text: pipeline({ more: ['use "clusters/a100.cogx"'] }), files: { 'clusters/a100.cogx': cluster } },
};
