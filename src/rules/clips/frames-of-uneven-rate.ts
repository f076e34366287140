import type { Clip } from '../../media/inventory.ts';
import { agree, named, some, surveyed } from '../common.ts';
import { both, clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { fromPath } from './captions-from.ts';

const from = ['captions { from csv { file = "captions.csv", start = start, end = end, unit = frames } }'];

/** Clips of 6.25 s with a caption of nearly all. */
const timed = (of: Iterable<Clip>): Iterable<Clip> => ({
  *[Symbol.iterator]() {
    for (const clip of of) yield { ...clip, captions: clip.captions.map((each) => ({ ...each, start: 0, end: 6.2 })) };
  },
});

const uneven = { video: { ...video(150, 24), constant_rate: false } };

export const framesOfUnevenRate: Rule = {
  code: 'frames-of-uneven-rate',
  severity: 'warning',
  certain: false,
  why: `Captions whose times count frames are turned into seconds with the rate of their clip. A clip of variable rate, as phones and
screen recorders write it, has only a mean one: where its frames come closer or farther apart the caption begins and ends elsewhere
than its author saw, by seconds where a recorder paused.`,
  sources: ['cogx: no public thread is known'],
  bad: {
    text: pipeline({
      about: 'birds holds 200 clips, 40 of them of variable rate; captions.csv counts frames',
      more: from,
    }),
    clips: both(timed(clips(160)), timed(clips(40, uneven, 161))),
  },
  good: {
    text: pipeline({
      about: 'birds holds 200 clips, 40 of them of variable rate; captions.csv has seconds',
      more: from.map((line) => line.replace('unit = frames', 'unit = s')),
    }),
    clips: both(timed(clips(160)), timed(clips(40, uneven, 161))),
  },
  quiet: [
    { text: pipeline({ more: from }), clips: timed(clips(200)) },
    // Without times a caption describes the whole clip.
    { text: pipeline({ more: from }), clips: clips(200, uneven) },
  ],
  *check(plan, facts) {
    for (const { name, dataset, seen } of surveyed(plan, facts)) {
      const { from } = dataset.captions;
      const group = seen.times.uneven;
      if (!('file' in from) || from.unit !== 'frames' || group.count === 0) continue;
      yield {
        path: fromPath(facts, name) ?? ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${agree(group, 'is', 'are')} of variable rate, and captions that count frames lie there only about where they were written${named(group)}.`,
        help: 'Write times in seconds and unit = s, or even the rate out before the frames are counted: ffmpeg -i IN.mp4 -fps_mode cfr OUT.mp4.',
      };
    }
  },
};
