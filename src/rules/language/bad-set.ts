import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const badSet: Rule = {
  code: 'bad-set',
  severity: 'error',
  certain: true,
  why: `\`--set\` takes a path, an equals sign and a value as it would stand in the file.`,
  sources: ['cogx: the language'],
  bad: { text: pipeline({ about: 'cogx check bad.cogx --set seed' }), set: ['seed'] },
  good: { text: pipeline({ about: 'cogx check good.cogx --set seed=7' }), set: ['seed=7'] },
};
