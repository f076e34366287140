import { agree, named, percent, some, trained } from '../common.ts';
import { both, clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const copies = (count: number) =>
  both(
    clips(200),
    [...clips(count)].map((clip) => ({ ...clip, path: clip.path.replace('birds/', 'birds/old/') })),
  );

const bees = [...clips(200)].map((clip) => ({ ...clip, dataset: 'bees', path: clip.path.replace('birds/', 'bees/') }));

/** Of a crawled folder some few are always there twice. */
const few = 0.05;

export const sameClips: Rule = {
  code: 'same-clips',
  severity: 'warning',
  certain: false,
  why: `A clip that lies in the folder twice, or in two datasets with one caption and one policy, counts twice in every pass, and nobody
meant it: a backup below the folder, a copy under another name, a part of the data that was copied into its own folder
(kohya-ss/musubi-tuner#1060 trained on its validation clips like that). Contents are compared, by the fingerprints of the scan,
not names. Up to a twentieth of a dataset it is a note; repeats says that clips count more.`,
  bad: { text: pipeline({ about: 'birds holds 200 clips, and 40 of them once more in birds/old' }), clips: copies(40) },
  good: { text: pipeline({ about: 'birds holds 200 clips, each once' }), clips: clips(200) },
  quiet: [
    // Another caption, another dataset's way to take them
    {
      text: pipeline({}),
      clips: both(
        clips(200),
        [...clips(40)].map((clip) => ({
          ...clip,
          path: `${clip.path}-b.mp4`,
          captions: [{ text: 'told otherwise, at length' }],
        })),
      ),
    },
    {
      text: pipeline({ more: ['dataset bees { videos = "bees", frames { longer = middle } }'] }),
      clips: both(clips(200), bees),
    },
  ],
  sources: ['kohya-ss/musubi-tuner#1060', 'kohya-ss/musubi-tuner#328', 'js0nwu/webui#1', 'hkchengrex/MMAudio#50'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { copies: own, shared, kept } = seen;
      if (own.count > 0)
        yield {
          path: ['dataset', name],
          message: `${some(own, kept, 'clip')} of dataset ${name} ${agree(own, 'is a copy', 'are copies')} of another in it${named(own)}.`,
          help: `Take ${agree(own, 'the copy out of the folder, or name it', 'the copies out of the folder, or name them')} in exclude.`,
          severity: own.count / kept > few ? 'warning' : 'note',
        };
      for (const [other, group] of Object.entries(shared))
        yield {
          path: ['dataset', name],
          message: `${some(group, kept, 'clip')} of dataset ${name} ${agree(group, 'is', 'are')} in dataset ${other} too, with the same caption${named(group)}.`,
          help: `Take ${agree(group, 'it', 'them')} out of one of the two; repeats says that clips count more${group.count === kept ? `: repeats = 2 in dataset ${other}` : ''}.`,
          severity: group.count / kept > few ? 'warning' : 'note',
          related: {
            path: ['dataset', other],
            message: `the same clips, ${percent(group.count / kept)} of dataset ${name}`,
          },
        };
    }
  },
};
