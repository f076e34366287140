import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unknownProfile: Rule = {
  code: 'unknown-profile',
  severity: 'error',
  certain: true,
  why: `\`--profile\` names a profile that the file (or one that it uses) declares. Another name would change nothing, and the long run
would start where a short one was meant.`,
  sources: ['cogx: the language'],
  bad: {
    text: pipeline({
      about: 'cogx check bad.cogx --profile smok',
      more: ['profile smoke { train { length = 20 steps } }'],
    }),
    profiles: ['smok'],
  },
  good: {
    text: pipeline({
      about: 'cogx check good.cogx --profile smoke',
      more: ['profile smoke { train { length = 20 steps } }'],
    }),
    profiles: ['smoke'],
  },
};
