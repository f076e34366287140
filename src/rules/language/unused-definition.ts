import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unusedDefinition: Rule = {
  code: 'unused-definition',
  severity: 'warning',
  certain: true,
  why: `A \`param\` that nothing takes makes \`--set\` a word without effect: a sweep over it trains the same thing again and again. Most
often the value itself was written where the name belongs.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['param rate = 1e-4'], train: ['optimizer adamw { learning_rate = 1e-4 }'] }),
  good: pipeline({ more: ['param rate = 1e-4'], train: ['optimizer adamw { learning_rate = $rate }'] }),
  quiet: [
    pipeline({
      more: ['let second = 0.99', 'let betas = [0.9, $second]'],
      train: ['optimizer adamw { betas = $betas }'],
    }),
  ],
};
