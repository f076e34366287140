import { agree, fps, named, policyPath, some, trained } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of 8 fps; a sample has 16';
const slow = clips(200, { video: video(42, 8) });
const model = 'cogvideox-1.5-5b-t2v';

export const doubledFrames: Rule = {
  code: 'doubled-frames',
  severity: 'warning',
  certain: false,
  why: `A clip of fewer frames a second than the model plays is filled up with copies of its frames: it keeps its speed, and stutters.
The model learns the stutter (zai-org/CogVideo#720). It is told below three quarters of the rate; above a tenth of a dataset
it is a warning; below it, and where the file writes the policy, a note.`,
  bad: { text: pipeline({ about, model }), clips: slow },
  good: { text: pipeline({ about, model, dataset: ['frames { below_rate = interpolate }'] }), clips: slow },
  quiet: [
    { text: pipeline({ model }), clips: clips(200, { video: video(80, 12.5) }) },
    { text: pipeline({}), clips: clips(200, { video: video(49, 8) }) },
  ],
  sources: ['zai-org/CogVideo#720', 'zai-org/CogVideo#385', 'Lightricks/LTX-Video-Trainer#27'],
  catches: ['M002'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { stuttering: group } = seen;
      if (group.count === 0) continue;
      const written = policyPath(facts, name, 'below_rate');
      yield {
        path: written ?? ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${agree(group, 'has', 'have')} less than three quarters of ${fps(plan.frames.rate)}, so frames are shown twice${named(group)}.`,
        help: 'Write below_rate = interpolate to make up frames between them, or take clips of a higher rate.',
        severity: written || group.count / seen.clips <= 0.1 ? 'note' : 'warning',
      };
    }
  },
};
