import type { DatasetSurvey } from '../../media/survey.ts';
import { agree, named, policyPath, some, trained } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of 4 s; a sample lasts 6.1 s';
const short = clips(200, { video: video(96, 24) });

export const playbackSpeed: Rule = {
  code: 'playback-speed',
  severity: 'warning',
  certain: false,
  why: `retime and span change how fast a clip plays: 24 frames a second shown at 8 are slow motion, ten seconds squeezed into
five are haste. The model learns it as the way things move, and nobody sees it before the finished videos
(zai-org/CogVideo#385, kohya-ss/musubi-tuner#364). Between 0.8 and 1.25 of the true speed nothing is said.`,
  sources: [
    'zai-org/CogVideo#385',
    'kohya-ss/musubi-tuner#364',
    'ostris/ai-toolkit#421',
    'kohya-ss/musubi-tuner#212',
    'kohya-ss/musubi-tuner#567',
  ],
  bad: { text: pipeline({ about, dataset: ['frames { shorter = retime }'] }), clips: short },
  good: { text: pipeline({ about, dataset: ['frames { shorter = loop }'] }), clips: short },
  quiet: [
    { text: pipeline({ dataset: ['frames { above_rate = retime }'] }), clips: clips(200, { video: video(60, 9) }) },
  ],
  catches: ['M002'],
  *check(plan, facts) {
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { off_speed: group } = seen;
      if (group.count === 0) continue;
      const changing = (['above_rate', 'below_rate', 'longer', 'shorter'] as const).filter((word) => {
        const policy = dataset.frames[word];
        return (
          ['retime', 'stride', 'span'].includes(typeof policy === 'string' ? policy : policy.kind) &&
          seen.acted[word] > 0
        );
      });
      yield {
        path: policyPath(facts, name, changing[0] ?? 'longer') ?? ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${agree(group, 'plays', 'play')} ${speedOf(seen.speeds)} of the true speed${named(group)}.`,
        help: wayOut[changing[0] ?? 'longer'],
      };
    }
  },
};

/** `as slow as 27 %`, `as fast as 160 %`, `at 27 % to 160 %` */
const speedOf = ({ least, most }: DatasetSurvey['speeds']): string => {
  const share = (speed: number): string => `${Number((speed * 100).toPrecision(2))} %`;
  if (least < 0.8 && most > 1.25) return `at ${share(least)} to ${share(most)}`;
  return least < 0.8 ? `as slow as ${share(least)}` : `as fast as ${share(most)}`;
};

/** The policies that keep the speed. */
const wayOut = {
  above_rate: 'Write above_rate = drop: it keeps the speed.',
  below_rate: 'Write below_rate = duplicate or interpolate: they keep the speed.',
  longer: 'Write longer = head, middle or windows: they keep the speed.',
  shorter: 'Write shorter = loop, hold or reject: they keep the speed.',
};
