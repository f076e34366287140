import { clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** A file without `train` holds words for other files, which nothing can be compiled from. */
export const partAlone: Rule = {
  code: 'part-alone',
  severity: 'error',
  certain: true,
  when: 'compile',
  why: 'A file without a train block is a part that other files take in with use: it says nothing of a length or a learning rate, so there is no training that scripts could be written for.',
  sources: ['cogx: the language'],
  bad: { text: 'cluster { nodes = 2, gpus_per_node = 8 }\n', compiles: true },
  good: { text: pipeline({}), clips: clips(40), compiles: true },
};
