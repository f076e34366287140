import { agree, named, percent, some, trained } from '../common.ts';
import { both, clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips, of which 2 have no caption';

export const clipsWithoutCaption: Rule = {
  code: 'clips-without-caption',
  severity: 'warning',
  certain: false,
  why: `A clip without a caption, or with an empty one, is skipped by other trainers while caching, which then "reports a
success" (kohya-ss/musubi-tuner#875): the data set is smaller than its folder. Up to \`tolerate\` of a dataset (1 % unless
it says otherwise) it is a warning, above it an error.`,
  sources: ['kohya-ss/musubi-tuner#875', 'kohya-ss/musubi-tuner#692', 'bghira/SimpleTuner#1338'],
  bad: { text: pipeline({ about }), clips: both(clips(198), clips(2, { captions: [] }, 199)) },
  good: { text: pipeline({ about: 'birds holds 200 clips, each with its caption' }), clips: clips(200) },
  quiet: [
    {
      text: pipeline({ more: ['captions { missing = "a bird" }'] }),
      clips: both(clips(198), clips(2, { captions: [] }, 199)),
    },
  ],
  catches: ['M065'],
  *check(plan, facts) {
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { captionless: group } = seen;
      if (group.count === 0) continue;
      const tolerated = group.count / seen.clips <= dataset.tolerate;
      const each = agree(group, 'a caption for it', 'a caption for each');
      const them = agree(group, 'its kind', 'them');
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${agree(group, 'is', 'are')} without a caption and left out${named(group)}.`,
        help: tolerated
          ? `Write ${each}, or captions { missing = "…" } with one for all of ${them}.`
          : `Write ${each}, captions { missing = "…" } with one for all of ${them}, or tolerate = ${percent(Math.ceil((group.count / seen.clips) * 100) / 100)} in the dataset.`,
        severity: tolerated ? 'warning' : 'error',
      };
    }
  },
};
