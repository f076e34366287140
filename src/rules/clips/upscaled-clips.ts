import { agree, named, printedSize, some, trained } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of 320x214';
const small = clips(200, { video: video(150, 24, { width: 320, height: 214 }) });

export const upscaledClips: Rule = {
  code: 'upscaled-clips',
  severity: 'warning',
  certain: false,
  why: `A clip with less than half of a sample's pixels is blown up, and the model learns that videos are soft. Above a tenth of a
dataset it is a warning, below it a note.`,
  bad: { text: pipeline({ about }), clips: small },
  good: { text: pipeline({ about: 'birds holds 200 clips of 1280x720' }), clips: clips(200) },
  quiet: [{ text: pipeline({}), clips: clips(200, { video: video(150, 24, { width: 640, height: 426 }) }) }],
  sources: ['zai-org/CogVideo#661', 'zai-org/CogVideo#385'],
  catches: ['M093'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { upscaled: group } = seen;
      if (group.count === 0) continue;
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${agree(group, 'has', 'have')} less than half of the pixels of ${printedSize(plan.frames.size)}${named(group)}.`,
        help: 'Use larger clips, or a model of a smaller size.',
        severity: group.count / seen.clips > 0.1 ? 'warning' : 'note',
      };
    }
  },
};
