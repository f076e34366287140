import type { Plan } from '../../plan/pipeline.ts';
import { surveyed } from '../common.ts';
import { clips, pipeline, video } from '../examples.ts';
import type { Facts, Rule } from '../rule.ts';

const about = 'birds holds 200 clips at 24 fps; the model plays 8';

const words = ['above_rate', 'below_rate', 'longer', 'shorter', 'interlaced', 'hdr'] as const;

export const idlePolicy: Rule = {
  code: 'idle-policy',
  severity: 'note',
  certain: false,
  why: `The file says what happens to clips of some kind, and no clip is of that kind. Nothing is wrong; but who wrote it may
have expected other clips.`,
  sources: ['cogx: the language'],
  bad: { text: pipeline({ about, dataset: ['frames { below_rate = interpolate }'] }), clips: clips(200) },
  good: { text: pipeline({ about, dataset: ['frames { above_rate = drop }'] }), clips: clips(200) },
  quiet: [
    {
      text: pipeline({ dataset: ['frames { below_rate = interpolate }'] }),
      clips: clips(200, { video: video(40, 6) }),
    },
  ],
  *check(plan, facts) {
    for (const { prefix, sets } of places(plan, facts)) {
      const idle = words.filter(
        (word) => facts.written([...prefix, word]) && sets.every(({ seen }) => seen.acted[word] === 0),
      );
      const [first] = idle;
      if (first === undefined) continue;
      yield {
        path: [...prefix, first],
        at: 'name',
        message: `No clip needs ${idle.join(', ')}.`,
        help: 'Leave it in for clips to come, or take it out.',
      };
    }
  },
};

/** The blocks that may say a policy, with the datasets for which it counts. */
const places = (plan: Plan, facts: Facts) => {
  const sets = surveyed(plan, facts);
  if (sets.length === 0) return [];
  const own = sets.map((set) => ({ prefix: ['dataset', set.name, 'frames'], sets: [set] }));
  return [{ prefix: ['frames'], sets }, ...own];
};
