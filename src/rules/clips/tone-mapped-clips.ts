import { agree, named, policyPath, some, trained } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of a phone that films in HDR';
const wide = { video: video(150, 24, { colour: { transfer: 'arib-std-b67', space: 'bt2020nc' } }) };

export const toneMappedClips: Rule = {
  code: 'tone-mapped-clips',
  severity: 'note',
  certain: false,
  why: `Clips of high dynamic range hold colours that a sample can't show. Read as they are they lie under a grey veil; so they are
mapped, for which ffmpeg needs its zscale filter, and the brightest parts lose some of their drawing.`,
  sources: ['cogx: no public thread is known'],
  bad: { text: pipeline({ about }), clips: clips(200, wide) },
  good: { text: pipeline({ about, dataset: ['frames { hdr = tone-map }'] }), clips: clips(200, wide) },
  quiet: [{ text: pipeline({}), clips: clips(200, { video: video(150, 24, { colour: { transfer: 'bt709' } }) }) }],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { wide: group } = seen;
      if (group.count === 0 || policyPath(facts, name, 'hdr')) continue;
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.kept, 'clip')} of dataset ${name} ${agree(group, 'is', 'are')} of high dynamic range, and mapped to what a sample can show${named(group)}.`,
        help: 'Write hdr = tone-map where that is meant, or hdr = reject to leave them out.',
      };
    }
  },
};
