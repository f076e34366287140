import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const reservedName: Rule = {
  code: 'reserved-name',
  severity: 'error',
  certain: true,
  why: `\`use\`, \`let\` and \`param\` begin items of their own kind; as a name each would be read as that.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['use = 5'] }),
  good: pipeline({ more: ['seed = 5'] }),
};
