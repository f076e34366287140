import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unknownEscape: Rule = {
  code: 'unknown-escape',
  severity: 'error',
  certain: true,
  why: `A backslash begins an escape, and only a few mean something. A path of Windows wants its backslashes doubled.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['storage { work = "D:\\video" }'] }),
  good: pipeline({ more: ['storage { work = "D:\\\\video" }'] }),
};
