import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const mergeConflict: Rule = {
  code: 'merge-conflict',
  severity: 'error',
  certain: true,
  why: `git marks what two people changed at once, and leaves it to the author to choose. Until then the file says two things; neither
is judged.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['<<<<<<< HEAD', 'seed = 7', '=======', 'seed = 8', '>>>>>>> feature/seed'] }),
  good: pipeline({ more: ['seed = 7'] }),
};
