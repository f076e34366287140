import { agree, named, some, trained } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips that can be seen through in part';
const seeThrough = { video: video(150, 24, { pixel_format: 'yuva420p' }) };

export const transparencyDropped: Rule = {
  code: 'transparency-dropped',
  severity: 'note',
  certain: false,
  why: `A sample has no transparency: what a player shows through a clip is lost, and what its file holds there, often black or
the fringe of a green screen, is learnt as part of the picture.`,
  sources: ['cogx: no public thread is known'],
  bad: { text: pipeline({ about }), clips: clips(200, seeThrough) },
  good: { text: pipeline({ about: 'birds holds 200 clips, each whole' }), clips: clips(200) },
  quiet: [{ text: pipeline({}), clips: clips(200, { video: video(150, 24, { pixel_format: 'yuv444p' }) }) }],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { transparent: group } = seen;
      if (group.count === 0) continue;
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.kept, 'clip')} of dataset ${name} ${agree(group, 'loses its', 'lose their')} transparency${named(group)}.`,
        help: `Lay ${agree(group, 'that clip over a background of your own, or take it', 'those clips over a background of your own, or take them')} out.`,
      };
    }
  },
};
