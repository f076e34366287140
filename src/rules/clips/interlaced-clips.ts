import { agree, named, policyPath, some, trained } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of an old camera';
const fields = { video: video(156, 25, { interlaced: true }) };

export const interlacedClips: Rule = {
  code: 'interlaced-clips',
  severity: 'note',
  certain: false,
  why: `An interlaced clip holds two half pictures, fields, in each frame. Shown as they are they give combs on all that moves; so a frame is made
of each field, twice as many as the file says, with half of the lines drawn from its neighbours.`,
  sources: ['cogx: no public thread is known'],
  bad: { text: pipeline({ about }), clips: clips(200, fields) },
  good: { text: pipeline({ about, dataset: ['frames { interlaced = fields }'] }), clips: clips(200, fields) },
  quiet: [{ text: pipeline({}), clips: clips(200) }],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { interlaced: group } = seen;
      if (group.count === 0 || policyPath(facts, name, 'interlaced')) continue;
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.kept, 'clip')} of dataset ${name} ${agree(group, 'is', 'are')} interlaced, and a frame is made of each field${named(group)}.`,
        help: 'Write interlaced = fields where that is meant, or interlaced = reject to leave them out.',
      };
    }
  },
};
