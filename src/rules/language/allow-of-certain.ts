import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const allowOfCertain: Rule = {
  code: 'allow-of-certain',
  severity: 'error',
  certain: true,
  why: `Advice can be waived: its author may know better. What is certain can't: the run fails, or does something else than the
file says, whatever a comment says. \`cogx explain CODE\` tells which of the two a finding is.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['# cogx-allow frame-count: the last frame is not needed', 'frames { count = 49 }'] }),
  good: pipeline({ more: ['frames { count = 49 }'] }),
};
