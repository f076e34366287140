import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const noDataset: Rule = {
  code: 'no-dataset',
  severity: 'error',
  certain: true,
  why: 'A pipeline that trains needs clips to train on.',
  sources: ['cogx: the language'],
  bad: ['model cogvideox-5b-t2v', '', 'train { length = 1000 steps }', ''].join('\n'),
  good: pipeline({}),
  *check(plan) {
    if (Object.keys(plan.dataset).length > 0) return;
    yield {
      path: ['train'],
      at: 'name',
      message: 'The file trains on nothing: it has no dataset.',
      help: 'Write dataset NAME { videos = "folder" }.',
    };
  },
};
