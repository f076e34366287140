import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const outsideData: Rule = {
  code: 'outside-data',
  severity: 'error',
  certain: true,
  why: `Outputs hold only paths below the root of the data, so that a run works wherever that root is: on the laptop, on the cluster
(\`COGX_DATA\`). A dataset beside it has no such path.`,
  bad: pipeline({ more: ['dataset drone { videos = "../drone" }'] }),
  good: pipeline({ more: ['dataset drone { videos = "../drone" }', 'storage { data = ".." }'] }),
};
