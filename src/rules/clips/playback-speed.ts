import { be, named, policyPath, some, trained } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips at 24 fps; the model plays 8';
const long = clips(200, { video: video(150, 24) });

export const playbackSpeed: Rule = {
  code: 'playback-speed',
  severity: 'warning',
  certain: false,
  why: `retime and span change how fast a clip plays: 24 frames a second shown at 8 are slow motion, ten seconds squeezed into
five are haste. The model learns it as the way things move, and nobody sees it before the finished videos
(zai-org/CogVideo#385, kohya-ss/musubi-tuner#364). Between 0.8 and 1.25 of the true speed nothing is said.`,
  bad: { text: pipeline({ about, dataset: ['frames { above_rate = retime }'] }), clips: long },
  good: { text: pipeline({ about, dataset: ['frames { above_rate = drop }'] }), clips: long },
  catches: ['M002'],
  *check(plan, facts) {
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { off_speed: group } = seen;
      if (group.count === 0) continue;
      const changing = (['above_rate', 'below_rate', 'longer', 'shorter'] as const).filter((word) => {
        const policy = dataset.frames[word];
        return ['retime', 'span'].includes(typeof policy === 'string' ? policy : policy.kind) && seen.acted[word] > 0;
      });
      yield {
        path: policyPath(facts, name, changing[0] ?? 'longer') ?? ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${be(group)} shown at less than 0.8 or more than 1.25 of the true speed${named(group)}.`,
        help: 'Write above_rate = drop, below_rate = duplicate, longer = head: they keep the speed.',
      };
    }
  },
};
