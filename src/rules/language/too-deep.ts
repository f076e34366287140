import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const tooDeep: Rule = {
  code: 'too-deep',
  severity: 'error',
  certain: true,
  why: `No block of the language stands more than a few deep; a hundred brackets are a slip of a program that wrote the file.`,
  sources: ['cogx: the language'],
  bad: pipeline({ train: [`track = ${'['.repeat(65)}tensorboard${']'.repeat(65)}`] }),
  good: pipeline({ train: ['track = [tensorboard]'] }),
};
