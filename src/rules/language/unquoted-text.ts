import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unquotedText: Rule = {
  code: 'unquoted-text',
  severity: 'error',
  certain: true,
  why: `Words are letters, digits, \`_\`, \`.\` and \`-\`. A path or anything else with other characters stands in quotes, so that it can hold any of them.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['storage { work = /scratch/work }'] }),
  good: pipeline({ more: ['storage { work = "/scratch/work" }'] }),
};
