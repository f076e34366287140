import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unopenedBlock: Rule = {
  code: 'unopened-block',
  severity: 'error',
  certain: true,
  why: `The lines below are indented as if they stood in a block, and a \`}\` closes it, but no \`{\` opens it.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['frames', '  count = 49', '}'] }),
  good: pipeline({ more: ['frames {', '  count = 49', '}'] }),
};
