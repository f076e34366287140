import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const singleWindow: Rule = {
  code: 'single-window',
  severity: 'error',
  certain: false,
  why: `Windows are laid from the start of a clip, so one window at most is its head, whatever its length: in other trainers a
uniform extraction with one sample does the same, and whoever wrote it expected more of the clip (kohya-ss/musubi-tuner#99,
#364).`,
  bad: pipeline({ dataset: ['frames { longer windows { most = 1 } }'] }),
  good: pipeline({ dataset: ['frames { longer = head }'] }),
  quiet: [pipeline({ dataset: ['frames { longer windows { most = 2 } }'] })],
  sources: ['kohya-ss/musubi-tuner#99', 'kohya-ss/musubi-tuner#364'],
  catches: ['M020'],
  *check(plan, { written }) {
    for (const [name, dataset] of Object.entries(plan.dataset)) {
      const { longer } = dataset.frames;
      if (longer.kind !== 'windows' || longer.most !== 1) continue;
      const own = ['dataset', name, 'frames', 'longer', 'most'];
      const path = written(own) ? own : ['frames', 'longer', 'most'];
      if (!written(path)) continue;
      yield {
        path,
        message: 'One window at most is the head of the clip, and no more.',
        help: 'Write longer = head, longer = middle, or most = 2 and more.',
      };
    }
  },
};
