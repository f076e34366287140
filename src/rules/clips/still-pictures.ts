import { agree, named, some, surveyed } from '../common.ts';
import { both, clips, damaged, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 files, of which 40 are pictures';

const pictures = damaged(40, 161, { reason: 'still-picture', detail: 'one frame' });

export const stillPictures: Rule = {
  code: 'still-pictures',
  severity: 'error',
  certain: false,
  why: `A video model that is shown pictures, or pictures repeated into clips, learns that nothing moves; its videos stand still
(kohya-ss/musubi-tuner#307, tdrussell/diffusion-pipe#130). cogx makes samples of videos alone. Pictures in the folder are most often
thumbnails, or a data set made for another model. Up to \`tolerate\` of a dataset they are a warning.`,
  bad: { text: pipeline({ about }), clips: both(clips(160), pictures) },
  good: { text: pipeline({ about: 'birds holds 160 clips' }), clips: clips(160) },
  hides: ['damaged-clips', 'nothing-left'],
  sources: ['tdrussell/diffusion-pipe#130', 'kohya-ss/musubi-tuner#307'],
  catches: ['M017'],
  *check(plan, facts) {
    for (const { name, dataset, seen } of surveyed(plan, facts)) {
      const { still: group, damaged } = seen;
      if (group.count === 0) continue;
      const folder = (dataset.videos[0] ?? '').replace(/\/?([^/]*\*.*)?$/, '') || '.';
      const others = damaged.count - group.count;
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${agree(group, 'is a single picture, which shows no motion', 'are single pictures, which show no motion')}${named(group)}${others > 0 ? `; ${others} more ${others === 1 ? 'is' : 'are'} damaged` : ''}.`,
        help: `Take ${agree(group, 'it', 'them')} out of the folder, or name the videos alone: videos = "${folder}/**/*.mp4".`,
        severity: damaged.count / seen.clips > dataset.tolerate ? 'error' : 'warning',
      };
    }
  },
};
