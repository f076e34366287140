import { agree, named, policyPath, printedSize, some, trained } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of 1280x720; a sample is 720x480';

export const pictureDistorted: Rule = {
  code: 'picture-distorted',
  severity: 'warning',
  certain: false,
  why: `fit = stretch squeezes a clip of another shape into the frame, as CogVideo's own loader does without saying so, and the
model learns squashed bodies (zai-org/CogVideo#117). Told where the shape changes by more than 5 %.`,
  sources: ['zai-org/CogVideo#117', 'huggingface/finetrainers#288', 'tdrussell/diffusion-pipe#186'],
  bad: { text: pipeline({ about, dataset: ['frames { fit = stretch }'] }), clips: clips(200) },
  good: { text: pipeline({ about, dataset: ['frames { fit = cover }'] }), clips: clips(200) },
  quiet: [
    {
      text: pipeline({ dataset: ['frames { fit = stretch }'] }),
      clips: clips(200, { video: video(150, 24, { width: 1080, height: 744 }) }),
    },
  ],
  catches: ['M040'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { stretched: group } = seen;
      if (group.count === 0) continue;
      yield {
        path: policyPath(facts, name, 'fit') ?? ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${agree(group, 'is', 'are')} distorted by more than 5 % to fill ${printedSize(plan.frames.size)}${named(group)}.`,
        help: 'Write fit = cover or contain.',
        fix: {
          safety: 'unsafe',
          set: [{ path: policyPath(facts, name, 'fit') ?? ['dataset', name, 'frames', 'fit'], text: 'cover' }],
        },
      };
    }
  },
};
