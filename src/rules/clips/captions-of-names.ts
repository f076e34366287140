import { agree, named, some, trained } from '../common.ts';
import { clips, described, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { fewestClips } from './short-captions.ts';

const stem = (path: string): string => path.replace(/^.*\//, '').replace('.mp4', '');

export const captionsOfNames: Rule = {
  code: 'captions-of-names',
  severity: 'warning',
  certain: false,
  why: `A table that was made from a listing has the names of the files for captions: 0001, IMG_4711. The model learns that such words
mean what the clips show, and no prompt will hold them. A name of a whole sentence, as some downloads have, is a caption.`,
  bad: {
    text: pipeline({ about: 'birds holds 200 clips, and the caption of birds/0001.mp4 is 0001' }),
    clips: described(clips(200), stem),
  },
  good: { text: pipeline({ about: 'birds holds 200 clips with captions of a sentence' }), clips: clips(200) },
  quiet: [
    {
      text: pipeline({}),
      clips: [...clips(200)].map((clip, index) => ({
        ...clip,
        path: `birds/a_red_kite_circles_over_meadow_${index}.mp4`,
        captions: [{ text: `a red kite circles over meadow ${index}` }],
      })),
    },
  ],
  hides: ['short-captions'],
  sources: ['zai-org/CogVideo#768', 'huggingface/finetrainers#277'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { named: group, short } = seen.texts;
      if (seen.kept < fewestClips || group.count <= seen.kept / 2 || short.count < group.count) continue;
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.kept, 'clip')} of dataset ${name} ${agree(group, 'has the name of its file for a caption', 'have the names of their files for captions')}${named(group)}.`,
        help: 'Say where the captions stand (captions { from … }), or describe each clip in a sentence or two.',
      };
    }
  },
};
