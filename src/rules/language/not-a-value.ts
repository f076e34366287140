import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const notAValue: Rule = {
  code: 'not-a-value',
  severity: 'error',
  certain: true,
  why: `A list holds texts, numbers, sizes, words, references and lists. A block has its name in the file, so that each of its words has one place.`,
  sources: ['cogx: the language'],
  bad: pipeline({ train: ['track = [{ to = tensorboard }]'] }),
  good: pipeline({ train: ['track = [tensorboard]'] }),
};
