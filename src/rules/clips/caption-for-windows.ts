import { agree, named, policyPath, some, trained } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of 20 s, each with one caption; a sample lasts 6.1 s';
const long = clips(200, { video: video(480, 24) });

export const captionForWindows: Rule = {
  code: 'caption-for-windows',
  severity: 'warning',
  certain: false,
  why: `longer = windows cuts a clip into several samples. With one caption for the whole clip all of them say that they show
all of it, and most show a part in which half of it does not happen.`,
  sources: ['cogx: no public thread is known'],
  bad: { text: pipeline({ about, dataset: ['frames { longer = windows }'] }), clips: long },
  good: {
    text: pipeline({
      about: 'birds holds 200 clips of 6.2 s; a sample lasts 6.1 s',
      dataset: ['frames { longer = windows }'],
    }),
    clips: clips(200),
  },
  quiet: [
    // A clip of one window and a half
    { text: pipeline({ dataset: ['frames { longer = windows }'] }), clips: clips(20, { video: video(216, 24) }) },
  ],
  *check(plan, facts) {
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { one_caption_for_windows: group } = seen;
      // Where a bound on coverage is written and broken, that finding tells of the same samples.
      const told = dataset.captions.coverage !== null && seen.below_coverage.count > 0;
      if (group.count === 0 || told) continue;
      yield {
        path: policyPath(facts, name, 'longer') ?? ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${agree(group, 'is', 'are')} cut into several windows with one caption for all${named(group)}.`,
        help: `Cut ${agree(group, 'that clip', 'those clips')} into files with a caption each, or write longer = head.`,
      };
    }
  },
};
