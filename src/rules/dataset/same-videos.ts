import { isExcluded } from '../../media/exclude.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const sameVideos: Rule = {
  code: 'same-videos',
  severity: 'warning',
  certain: false,
  why: `Two datasets with the same videos show every clip twice in a pass, and where their captions or policies differ, in two ways.
Most often one of them was meant for another folder (kohya-ss/musubi-tuner#328 names one twice), or for a part of the other's,
which takes all that lies below it. repeats says that clips count more.`,
  bad: pipeline({ more: ['dataset more { videos = "birds" }'] }),
  good: pipeline({ more: ['dataset more { videos = "bees" }'] }),
  quiet: [
    pipeline({ dataset: ['repeats = 2'] }),
    // Two parts of one folder, or two ways to take its clips
    pipeline({ dataset: ['exclude = ["**/a*"]'], more: ['dataset more { videos = "birds", exclude = ["**/b*"] }'] }),
    pipeline({ more: ['dataset more { videos = "birds", frames { longer = middle } }'] }),
    pipeline({ dataset: ['exclude = "birds/rare/**"'], more: ['dataset rare { videos = "birds/rare" }'] }),
    pipeline({ more: ['dataset more { videos = "birds2" }'] }),
    pipeline({ more: ['dataset rare { videos = "birds/rare", captions { trigger = "rrbrd" } }'] }),
  ],
  sources: ['kohya-ss/musubi-tuner#692', 'kohya-ss/musubi-tuner#328'],
  catches: ['M007'],
  hides: ['same-clips'],
  *check(plan, { written }) {
    const takers = new Map<string, string>();
    // Folders within folders are looked for among this many datasets: each is held against all others.
    const isFew = Object.keys(plan.dataset).length <= 200;
    for (const [name, { videos, exclude, captions, frames }] of Object.entries(plan.dataset)) {
      const policy = JSON.stringify([captions, frames]);
      const path = ['dataset', name, 'videos'];
      const key = JSON.stringify([[...videos].sort(), exclude, policy]);
      const first = takers.get(key);
      takers.set(key, first ?? name);
      if (!written(path)) continue;
      const related = (other: string) => ({ path: ['dataset', other, 'videos'], message: 'the same videos' });
      if (first !== undefined)
        yield {
          path,
          message: `Dataset ${name} has the same videos as dataset ${first}.`,
          help: `Name other videos, or write repeats = 2 in dataset ${first}.`,
          related: related(first),
        };
      else if (isFew)
        for (const taken of videos) {
          const outer = outerOf({ name, taken, policy }, plan);
          if (outer === undefined) continue;
          yield {
            path,
            message: `Dataset ${name} takes ${taken}, which dataset ${outer} takes too.`,
            help: `Write exclude = "${/[*?{[]/.test(taken) ? taken : `${trimmed(taken)}/**`}" in dataset ${outer}, or name other videos.`,
            related: related(outer),
          };
          break;
        }
    }
  },
};

type Inner = { readonly name: string; readonly taken: string; readonly policy: string };

/** The dataset whose folder holds what another one takes, does the same with it, and leaves nothing of it out. */
const outerOf = ({ name, taken, policy }: Inner, { dataset }: Plan): string | undefined =>
  Object.keys(dataset).find((other) => {
    const set = dataset[other];
    if (!set || other === name || JSON.stringify([set.captions, set.frames]) !== policy) return false;
    if (isExcluded(`${under(taken)}/clip.mp4`, set.exclude)) return false;
    return set.videos.some((folder) => !/[*?{[]|\.\w+$/.test(folder) && `${taken}`.startsWith(`${trimmed(folder)}/`));
  });

const trimmed = (folder: string): string => folder.replace(/\/+$/, '');

/** `birds/rare/*.mp4` -> `birds/rare` */
const under = (taken: string): string => trimmed(taken.replace(/[^/]*[*?{[].*$/, ''));
