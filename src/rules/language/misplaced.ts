import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const misplaced: Rule = {
  code: 'misplaced',
  severity: 'error',
  certain: true,
  why: `\`use\`, \`let\` and \`param\` count for the whole file, so they stand at its top level, where they are seen.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['frames {', '  let most = 49', '  count = 49', '}'] }),
  good: pipeline({ more: ['let most = 49', 'frames { count = $most }'] }),
};
