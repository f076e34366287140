import { epochsOf, isTrial, scheduleOf } from '../../estimate/schedule.ts';
import { percent } from '../common.ts';
import { clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 1000 clips, each of which gives one sample';

export const unfinishedPass: Rule = {
  code: 'unfinished-pass',
  severity: 'note',
  certain: false,
  why: `The run ends before it has seen every sample once. What is left out is chosen by chance, so nothing is wrong with
it; but the clips were prepared and encoded for nothing.`,
  sources: ['cogx: the language'],
  bad: { text: pipeline({ about, length: '100 steps', train: ['global_batch = 8'] }), clips: clips(1000) },
  good: { text: pipeline({ about, length: '125 steps', train: ['global_batch = 8'] }), clips: clips(1000) },
  quiet: [{ text: pipeline({ length: '0.5 epochs' }), clips: clips(2000) }],
  catches: ['M029'],
  *check(plan, { survey }) {
    const schedule = scheduleOf(plan, survey);
    const epochs = schedule && epochsOf(plan, schedule);
    // A length in epochs below 1 says so itself.
    if (!schedule || !epochs || epochs >= 1 || isTrial(plan) || 'epochs' in plan.train.length) return;
    yield {
      path: ['train', 'length'],
      message: `${schedule.updates} steps take ${percent(epochs)} of the ${schedule.samples} samples, and the others are never seen.`,
      help: 'Write length = 1 epoch to see each of them once.',
      fix: { safety: 'unsafe', set: [{ path: ['train', 'length'], text: '1 epoch' }] },
    };
  },
};
