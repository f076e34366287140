import { isExcluded, isPattern, patternOf } from '../../media/exclude.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const everything = (more = '') => `model cogvideox-5b-t2v

dataset birds { videos = "**/*.mp4"${more} }

train { length = 1000 steps }
`;

export const outputsAmongClips: Rule = {
  code: 'outputs-among-clips',
  severity: 'warning',
  certain: false,
  why: `Prepared clips stand under storage.work and validation videos under storage.runs, both as .mp4. Where the videos of a dataset
take in these folders, the next scan finds them among the clips: the model learns from its own videos, and from each clip again in
another encoding.`,
  sources: ['cogx: prepare.sh writes WORK/clips/*.mp4, sample.py and validation write RUN/*.mp4'],
  bad: everything(),
  good: everything(', exclude = ["work/**", "runs/**"]'),
  quiet: [
    pipeline({ more: ['storage { work = "birds-work", runs = "birds-runs" }'] }),
    pipeline({ dataset: ['exclude = "birds/out"'], more: ['storage { work = "birds/out/work" }'] }),
    `${everything()}\nstorage { work = "/scratch/work", runs = "/scratch/runs" }\n`,
  ],
  *check({ dataset, storage }, { written }) {
    for (const [name, { videos, exclude }] of Object.entries(dataset)) {
      const path = ['dataset', name, 'videos'];
      if (!written(path)) continue;
      const taken = (['work', 'runs'] as const).filter((root) => {
        const file = `${plain(storage[root])}/clips/a.mp4`;
        return !isExcluded(file, exclude) && videos.some((each) => takes(each, file));
      });
      const [first] = taken;
      if (first === undefined) continue;
      const folders = taken.map((root) => `"${plain(storage[root])}/**"`);
      yield {
        path,
        message: `Dataset ${name} takes in ${taken.map((root) => storage[root]).join(' and ')}, where cogx writes videos of its own.`,
        help: `Write exclude = [${[...exclude.map((each) => JSON.stringify(each)), ...folders].join(', ')}] in dataset ${name}.`,
        related: { path: ['storage', first], message: 'written here' },
      };
    }
  },
};

const plain = (folder: string): string => folder.replace(/^\.\//, '').replace(/\/+$/, '');

const takes = (videos: string, file: string): boolean => {
  if (/^(\/|\.\.)/.test(file) && !/^(\/|\.\.)/.test(videos)) return false;
  if (isPattern(videos)) return patternOf(plain(videos)).test(file);
  return videos === '.' || file.startsWith(`${plain(videos)}/`);
};
