import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const nothingToValidate: Rule = {
  code: 'nothing-to-validate',
  severity: 'warning',
  certain: false,
  why: 'Validation makes a video of each prompt, and tells the loss of the clips that are held out. Without either there is nothing to look at, however often it is due.',
  sources: ['cogx: the language'],
  hides: ['validates-only-at-end'],
  bad: pipeline({ train: ['validate { every = 250 steps }'] }),
  good: pipeline({ train: ['validate { every = 250 steps, prompts = ["a kingfisher dives into a pond"] }'] }),
  quiet: [
    pipeline({ train: ['validate { every = 250 steps, held_out = 2 % }'] }),
    pipeline({ train: ['validate {', '  every = 250 steps', '  prompt dive { text = "a kingfisher dives" }', '}'] }),
  ],
  *check(plan) {
    const { every, prompts, prompt, held_out } = plan.train.validate;
    if (every === null || held_out !== null || prompts.length > 0 || Object.keys(prompt).length > 0) return;
    yield {
      path: ['train', 'validate', 'every'],
      message: 'validate has neither a prompt nor clips that are held out, so there is nothing to look at.',
      help: 'Write prompts = ["…"] or held_out = 2 % in validate, or take it out.',
    };
  },
};
