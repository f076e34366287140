import { agree, named, policyPath, printedSize, some, trained } from '../common.ts';
import { both, clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips, of which 20 are portraits';
const portrait = { video: video(150, 24, { width: 720, height: 1280 }) };
const mixed = both(clips(180), clips(20, portrait, 181));

export const pictureCut: Rule = {
  code: 'picture-cut',
  severity: 'note',
  certain: false,
  why: `fit = cover fills the frame and cuts what sticks out. Of a portrait clip in a landscape frame more than half goes, and
what its caption describes may go with it. Told where more than a quarter of the picture is cut.`,
  sources: [
    'zai-org/CogVideo#184',
    'zai-org/CogVideo#486',
    'huggingface/finetrainers#64',
    'zai-org/CogVideo#117',
    'huggingface/finetrainers#288',
  ],
  bad: { text: pipeline({ about }), clips: mixed },
  good: { text: pipeline({ about, dataset: ['frames { fit = contain }'] }), clips: mixed },
  quiet: [
    { text: pipeline({}), clips: clips(200, { video: video(150, 24, { width: 1920, height: 1080 }) }) },
    { text: pipeline({}), clips: clips(200, { video: video(150, 24, { width: 640, height: 480 }) }) },
  ],
  catches: ['M039', 'M040'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { cropped: group } = seen;
      if (group.count === 0) continue;
      yield {
        path: policyPath(facts, name, 'fit') ?? ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${agree(group, 'loses', 'lose')} more than a quarter of the picture in ${printedSize(plan.frames.size)}${named(group)}.`,
        help: `Write anchor to choose what is kept, fit = contain to keep it whole between black bars, or take ${agree(group, 'that clip', 'those clips')} out.`,
      };
    }
  },
};
