import { agree, named, policyPath, some, trained } from '../common.ts';
import { both, clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips, of which 60 last 4 s; a sample lasts 6.1 s';
const mixed = both(clips(140), clips(60, { video: video(96, 24) }, 141));

export const frozenTail: Rule = {
  code: 'frozen-tail',
  severity: 'warning',
  certain: false,
  why: `shorter = hold repeats the last frame until the sample is full, as CogVideo's own loader does
(finetune/datasets/utils.py), and a model that sees it often learns to freeze (zai-org/CogVideo#387). Up to a tenth of a
dataset is a note. One frame too few is always held and not counted.`,
  sources: ['zai-org/CogVideo#387', 'zai-org/CogVideo#385'],
  bad: { text: pipeline({ about, dataset: ['frames { shorter = hold }'] }), clips: mixed },
  good: { text: pipeline({ about, dataset: ['frames { shorter = loop }'] }), clips: mixed },
  quiet: [
    // One tick short is held one tick, always
    { text: pipeline({ dataset: ['frames { shorter = hold }'] }), clips: clips(200, { video: video(142, 24) }) },
  ],
  catches: ['M036'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { frozen_tail: group } = seen;
      if (group.count === 0) continue;
      yield {
        path: policyPath(facts, name, 'shorter') ?? ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${agree(group, 'is', 'are')} held on the last frame until the sample is full${named(group)}.`,
        help: 'Write shorter = reject or loop, or a smaller frames.count.',
        severity: group.count / seen.clips <= 0.1 ? 'note' : 'warning',
      };
    }
  },
};
