import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const missingWord: Rule = {
  code: 'missing-word',
  severity: 'error',
  certain: true,
  why: `A few words have no default, since nothing can be guessed for them: the model, how long to train, where the videos are.`,
  sources: ['cogx: the language'],
  bad: ['model cogvideox-5b-t2v', '', 'dataset birds { videos = "birds" }', '', 'train { precision = bf16 }', ''].join(
    '\n',
  ),
  good: pipeline({}),
};
