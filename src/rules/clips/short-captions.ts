import { agree, named, some, trained } from '../common.ts';
import { both, clips, described, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const tagged = (count: number, from = 1) => described(clips(count, {}, from), (path) => `bird, ${path}`);

/** Of a handful of clips nothing can be said. */
export const fewestClips = 20;

export const shortCaptions: Rule = {
  code: 'short-captions',
  severity: 'warning',
  certain: false,
  why: `CogVideoX was trained on long descriptions, and its maintainers ask for them in fine-tuning too (zai-org/CogVideo#768): a
caption of one or two tags binds everything that the clip shows to them. It is told where most clips of a dataset of 20 or more
have captions of fewer than five words.`,
  bad: {
    text: pipeline({ about: 'birds holds 200 clips with captions such as "bird, birds/0001.mp4"' }),
    clips: tagged(200),
  },
  good: { text: pipeline({ about: 'birds holds 200 clips with captions of a sentence' }), clips: clips(200) },
  quiet: [
    { text: pipeline({}), clips: tagged(19) },
    { text: pipeline({}), clips: both(clips(120), tagged(80, 121)) },
  ],
  sources: ['zai-org/CogVideo#768', 'zai-org/CogVideo#310', 'tdrussell/diffusion-pipe#11'],
  catches: ['M087'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { short: group } = seen.texts;
      if (seen.kept < fewestClips || group.count <= seen.kept / 2) continue;
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.kept, 'clip')} of dataset ${name} ${agree(group, 'has a caption', 'have captions')} of fewer than five words${named(group)}.`,
        help: 'Describe subject, motion, place and camera of each clip in a sentence or two.',
      };
    }
  },
};
