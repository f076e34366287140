import { agree, named, policyPath, printedSize, some, trained } from '../common.ts';
import { both, clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 portrait clips of 1080x1920';
const dataset = ['frames { fit = contain }'];
const portrait = { video: video(150, 24, { width: 1080, height: 1920 }) };

export const pictureBarred: Rule = {
  code: 'picture-barred',
  severity: 'warning',
  certain: false,
  why: `fit = contain keeps a picture whole and fills the rest of the frame with black. The model learns the bars as it learns all else:
of a portrait clip in a landscape frame two thirds are black, and so are the videos that come of it. Told where more than a
quarter of the frame is black in most clips of a dataset.`,
  bad: { text: pipeline({ about, dataset }), clips: clips(200, portrait) },
  good: {
    text: pipeline({ about: 'birds holds 200 clips of 1280x720', dataset }),
    clips: clips(200),
  },
  quiet: [
    { text: pipeline({ dataset }), clips: clips(200, { video: video(150, 24, { width: 1920, height: 1080 }) }) },
    { text: pipeline({ dataset }), clips: both(clips(100), clips(100, portrait, 101)) },
  ],
  sources: ['zai-org/CogVideo#184', 'nagadomi/nunif#510', 'ali-vilab/VGen#50'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { barred: group } = seen;
      if (group.count <= seen.kept / 2) continue;
      yield {
        path: policyPath(facts, name, 'fit') ?? ['dataset', name],
        message: `${some(group, seen.kept, 'clip')} of dataset ${name} ${agree(group, 'leaves', 'leave')} more than a quarter of ${printedSize(plan.frames.size)} black${named(group)}.`,
        help: `Write fit = cover to fill the frame and cut what sticks out, or take ${agree(group, 'that clip', 'those clips')} out.`,
      };
    }
  },
};
