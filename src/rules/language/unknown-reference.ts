import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unknownReference: Rule = {
  code: 'unknown-reference',
  severity: 'error',
  certain: true,
  why: `\`$name\` stands for a \`let\` or \`param\` of the same file. Without one it has no value.`,
  sources: ['cogx: the language'],
  bad: pipeline({ train: ['schedule constant { warmup = $warm_up }'], more: ['let warmup = 50 steps'] }),
  good: pipeline({ train: ['schedule constant { warmup = $warmup }'], more: ['let warmup = 50 steps'] }),
};
