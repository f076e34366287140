import type { DatasetSurvey } from '../../media/survey.ts';
import { namesOf, surveyed } from '../common.ts';
import { both, clips, pipeline, video } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of 4 s; a sample lasts 6.1 s';
const short = clips(200, { video: video(96, 24) });

export const nothingLeft: Rule = {
  code: 'nothing-left',
  severity: 'error',
  certain: true,
  why: `Every clip of the dataset is damaged, has no caption, or is left out by the frame policy, so it adds nothing to the run.
Elsewhere this ends as "ConcatenatedBatchedDataset is empty" after all the caching (tdrussell/diffusion-pipe#34, #65).`,
  sources: [
    'tdrussell/diffusion-pipe#34',
    'tdrussell/diffusion-pipe#65',
    'tdrussell/diffusion-pipe#391',
    'tdrussell/diffusion-pipe#113',
    'tdrussell/diffusion-pipe#207',
  ],
  bad: { text: pipeline({ about }), clips: short },
  good: { text: pipeline({ about, dataset: ['frames { shorter = loop }'] }), clips: short },
  quiet: [{ text: pipeline({}), clips: both(clips(199, { video: video(96, 24) }), clips(1, {}, 200)) }],
  catches: ['M010'],
  *check(plan, facts) {
    for (const { name, seen } of surveyed(plan, facts)) {
      if (seen.kept > 0) continue;
      yield {
        path: ['dataset', name],
        message: `${seen.clips === 1 ? `The one clip of dataset ${name} can not` : `None of the ${seen.clips} clips of dataset ${name} can`} be used: ${reasons(seen).join(', ')}.`,
        help: wayOut(seen, plan.frames),
      };
    }
  },
};

const groups = ({ damaged, captionless, left_out }: DatasetSurvey) => [
  { group: damaged, said: 'damaged' },
  { group: captionless, said: 'without a caption' },
  { group: left_out.shorter, said: 'too short' },
  { group: left_out.longer, said: 'too long' },
  { group: left_out['above-rate'], said: 'above the rate' },
  { group: left_out['below-rate'], said: 'below the rate' },
  { group: left_out.interlaced, said: 'interlaced' },
  { group: left_out.hdr, said: 'of high dynamic range' },
];

const reasons = (seen: DatasetSurvey): string[] =>
  groups(seen).flatMap(({ group, said }) => (group.count > 0 ? [`${group.count} ${said} (${namesOf(group)})`] : []));

const wayOut = (
  seen: DatasetSurvey,
  { count: frames, rate }: { readonly count: number; readonly rate: number },
): string => {
  const [first] = [...groups(seen)].sort((a, b) => b.group.count - a.group.count);
  switch (first?.said) {
    case 'damaged':
      return 'Replace the files, or take the dataset out.';
    case 'without a caption':
      return 'Write a caption for each clip and say under captions where they stand, or write captions { missing = "…" }.';
    case 'too short':
      return `Take clips of at least ${Number((frames / rate).toFixed(2))} s, use a smaller frames.count, or write shorter = hold, loop or retime.`;
    default:
      return 'Choose another policy than reject under frames.';
  }
};
