import { clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** Words for other files, which nothing can be compiled from. */
export const partAlone: Rule = {
  code: 'part-alone',
  severity: 'error',
  certain: true,
  when: 'compile',
  why: 'A file without train, or with a train block that says no length beside no dataset, is a part that other files take in with use: there is no training that scripts could be written for.',
  sources: ['cogx: the language'],
  bad: { text: 'cluster { nodes = 2, gpus_per_node = 8 }\n', compiles: true },
  good: { text: pipeline({}), clips: clips(40), compiles: true },
};
