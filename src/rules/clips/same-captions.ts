import { count, percent, trained } from '../common.ts';
import { both, clips, described, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { fewestClips } from './short-captions.ts';

const same = (count: number, from = 1) =>
  described(clips(count, {}, from), () => 'a bird in its natural habitat, filmed from nearby');

export const sameCaptions: Rule = {
  code: 'same-captions',
  severity: 'warning',
  certain: false,
  why: `Where all clips have one caption, the model learns to answer it with the mean of them, and learns nothing from the words.
A placeholder that nobody filled in looks like that. What \`captions { missing = … }\` says for clips without a caption is meant
and not counted.`,
  bad: { text: pipeline({ about: 'birds holds 200 clips with one and the same caption' }), clips: same(200) },
  good: { text: pipeline({ about: 'birds holds 200 clips with captions of their own' }), clips: clips(200) },
  quiet: [
    { text: pipeline({}), clips: both(clips(100), same(100, 101)) },
    {
      text: pipeline({ more: ['captions { missing = "a bird in the wild, filmed by hand" }'] }),
      clips: clips(200, { captions: [] }),
    },
  ],
  sources: ['atomantic/PortOS#1320', 'zai-org/CogVideo#768'],
  catches: ['M087'],
  hides: ['short-captions'],
  *check(plan, facts) {
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { common, common_at_least: least } = seen.texts;
      const meant = dataset.captions.missing;
      if (seen.kept < fewestClips || least <= seen.kept / 2 || (meant && common.endsWith(meant))) continue;
      yield {
        path: ['dataset', name],
        message: `${least === seen.kept ? `All ${count(least, 'clip')}` : `At least ${percent(least / seen.kept)} of the clips`} of dataset ${name} have one and the same caption, "${shortened(common)}".`,
        help: 'Describe each clip for itself.',
      };
    }
  },
};

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
