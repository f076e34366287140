import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const missingLabel: Rule = {
  code: 'missing-label',
  severity: 'error',
  certain: true,
  why: `There may be several blocks of this kind, so each has a name of its own: it stands in findings, in the plan and in the outputs.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['dataset { videos = "drone" }'] }),
  good: pipeline({ more: ['dataset drone { videos = "drone" }'] }),
};
