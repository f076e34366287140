import type { Clip } from '../../media/inventory.ts';
import { agree, named, some, trained } from '../common.ts';
import { both, clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips, of which 40 have two captions for the whole clip';

/** Clips with two captions each. */
const twice = (count: number, first = 1): Iterable<Clip> => ({
  *[Symbol.iterator]() {
    for (const clip of clips(count, {}, first))
      yield { ...clip, captions: [...clip.captions, { text: 'a grey bird on a branch' }] };
  },
});

export const unreadCaptions: Rule = {
  code: 'unread-captions',
  severity: 'warning',
  certain: false,
  why: `A clip gives one sample for a span, with one caption: the first that describes it. A second one for the same span is
read by nothing; most often a row was written twice, or a table with several captions a clip was made for another trainer.`,
  sources: ['cogx: the language'],
  bad: { text: pipeline({ about }), clips: both(clips(160), twice(40, 161)) },
  good: { text: pipeline({ about: 'birds holds 200 clips with one caption each' }), clips: clips(200) },
  quiet: [{ text: pipeline({ about, more: ['captions { join = true }'] }), clips: twice(200) }],
  *check(plan, facts) {
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { doubled } = seen.times;
      if (doubled.count === 0 || dataset.captions.join) continue;
      yield {
        path: ['dataset', name],
        message: `${some(doubled, seen.clips, 'clip')} of dataset ${name} ${agree(doubled, 'has', 'have')} several captions for the same span, of which the first is read${named(doubled)}.`,
        help: 'Take the others out of the table, or write captions { join = true } to have them all in one.',
      };
    }
  },
};
