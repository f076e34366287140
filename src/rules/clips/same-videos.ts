import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const sameVideos: Rule = {
  code: 'same-videos',
  severity: 'warning',
  certain: false,
  why: `Two datasets with the same videos show every clip twice in a pass, and where their captions or policies differ, in two ways.
Most often one of them was meant for another folder. repeats says that clips count more.`,
  bad: pipeline({ more: ['dataset more { videos = "birds" }'] }),
  good: pipeline({ more: ['dataset more { videos = "bees" }'] }),
  quiet: [
    pipeline({ dataset: ['repeats = 2'] }),
    // Two parts of one folder, or two ways to take its clips
    pipeline({ dataset: ['exclude = ["**/a*"]'], more: ['dataset more { videos = "birds", exclude = ["**/b*"] }'] }),
    pipeline({ more: ['dataset more { videos = "birds", frames { longer = middle } }'] }),
  ],
  sources: ['kohya-ss/musubi-tuner#692'],
  catches: ['M007'],
  hides: ['same-clips'],
  *check(plan, { written }) {
    const seen = new Map<string, string>();
    for (const [name, { videos, exclude, captions, frames }] of Object.entries(plan.dataset)) {
      const path = ['dataset', name, 'videos'];
      const key = JSON.stringify([[...videos].sort(), exclude, captions, frames]);
      const first = seen.get(key);
      seen.set(key, first ?? name);
      if (first === undefined || !written(path)) continue;
      yield {
        path,
        message: `Dataset ${name} has the same videos as dataset ${first}.`,
        help: `Name other videos, or write repeats = 2 in dataset ${first}.`,
        related: { path: ['dataset', first, 'videos'], message: 'the same videos' },
      };
    }
  },
};
