import { below } from '../../plan/file-path.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const outsideData: Rule = {
  code: 'outside-data',
  severity: 'error',
  certain: true,
  why: `Outputs hold only paths below the root of the data, so that a run works wherever that root is: on a laptop, on the
cluster (\`COGX_DATA\`). A dataset beside it has no such path.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['storage { data = "birds" }', 'dataset drone { videos = "drone" }'] }),
  good: pipeline({ more: ['storage { data = "." }', 'dataset drone { videos = "drone" }'] }),
  *check(plan, { written }) {
    const { data } = plan.storage;
    for (const [name, { videos }] of Object.entries(plan.dataset)) {
      const outside = videos.filter((path) => below(data, path) === undefined);
      if (outside.length === 0) continue;
      yield {
        path: ['dataset', name, 'videos'],
        message: `${outside.join(', ')} does not lie below storage.data, which is ${data === '.' ? 'the folder of the file' : data}.`,
        help: 'Write storage { data = "…" } with a folder that holds the videos of all datasets.',
        ...(written(['storage', 'data']) ? { related: { path: ['storage', 'data'], message: 'storage.data' } } : {}),
      };
    }
  },
};
