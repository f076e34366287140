import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const nothingToValidate: Rule = {
  code: 'nothing-to-validate',
  severity: 'warning',
  certain: false,
  why: 'Validation makes a video of each prompt. Without prompts there is nothing to look at, however often it is due.',
  sources: ['cogx: the language'],
  hides: ['validates-only-at-end'],
  bad: pipeline({ train: ['validate { every = 250 steps }'] }),
  good: pipeline({ train: ['validate { every = 250 steps, prompts = ["a kingfisher dives into a pond"] }'] }),
  quiet: [
    pipeline({ train: ['validate {', '  every = 250 steps', '  prompt dive { text = "a kingfisher dives" }', '}'] }),
  ],
  *check(plan) {
    const { every, prompts, prompt } = plan.train.validate;
    if (every === null || prompts.length > 0 || Object.keys(prompt).length > 0) return;
    yield {
      path: ['train', 'validate', 'every'],
      message: 'validate has no prompt, so there is nothing to make a video of.',
      help: 'Write prompts = ["…"] in validate, or take it out.',
    };
  },
};
