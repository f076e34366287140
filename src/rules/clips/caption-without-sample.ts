import type { Clip } from '../../media/inventory.ts';
import { agree, named, policyPath, some, trained } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of 20 s, each with two captions';

/** Each with a caption for its first 7 s, and one for another time. */
const timed = (start: number, end: number): Iterable<Clip> => ({
  *[Symbol.iterator]() {
    for (const clip of clips(200, { video: video(480, 24) }))
      yield {
        ...clip,
        captions: [
          { text: `a bird sits on ${clip.path}`, start: 0, end: 7 },
          { text: `a bird flies from ${clip.path}`, start, end },
        ],
      };
  },
});

export const captionWithoutSample: Rule = {
  code: 'caption-without-sample',
  severity: 'warning',
  certain: false,
  why: `Samples are laid inside the times of each caption. Of one that begins too near to the end of its clip for a whole sample, or
behind that end, nobody learns anything; where many are so, their times count from another moment, or in another unit.
Above a tenth of a dataset it is a warning, below it a note.`,
  sources: ['cogx: no public thread is known'],
  bad: { text: pipeline({ about }), clips: timed(16, 20) },
  good: { text: pipeline({ about }), clips: timed(13, 19.2) },
  quiet: [
    {
      text: pipeline({ dataset: ['frames { shorter = loop }'] }),
      clips: timed(16, 20),
    },
  ],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { unsampled: group } = seen;
      if (group.count === 0) continue;
      yield {
        path: policyPath(facts, name, 'shorter') ?? ['dataset', name],
        message: `${some(group, seen.kept, 'clip')} of dataset ${name} ${agree(group, 'has', 'have')} a caption in whose time no sample fits${named(group)}.`,
        help: 'Look at the times and their unit, or write shorter = hold, loop, boomerang or retime, which fill a sample with less.',
        severity: group.count / seen.kept > 0.1 ? 'warning' : 'note',
      };
    }
  },
};
