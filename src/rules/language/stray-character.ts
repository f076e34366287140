import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const strayCharacter: Rule = {
  code: 'stray-character',
  severity: 'error',
  certain: true,
  why: `A character that belongs to nothing is most often what is left of an edit, or of a text that wants quotes.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['seed = 7', '?'] }),
  good: pipeline({ more: ['seed = 7'] }),
};
