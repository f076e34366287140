import { scheduleOf } from '../../estimate/schedule.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const onlyFinalCheckpoint: Rule = {
  code: 'only-final-checkpoint',
  severity: 'note',
  certain: false,
  why: `A run always ends with a checkpoint, so nothing is lost at the end (as it is in trainers without a final save:
tdrussell/diffusion-pipe#72, huggingface/transformers#38939). But until then there is none: a run that is killed starts
from the beginning.`,
  sources: [
    'tdrussell/diffusion-pipe#72',
    'huggingface/transformers#38939',
    'hao-ai-lab/FastVideo#627',
    'tdrussell/diffusion-pipe#94',
    'victorchall/EveryDream2trainer#40',
  ],
  bad: pipeline({ train: ['checkpoint { every = 6000 steps }'] }),
  good: pipeline({ train: ['checkpoint { every = [6000 steps, 30 min] }'] }),
  quiet: [pipeline({ length: '6001 steps', train: ['checkpoint { every = 6000 steps }'] })],
  catches: ['M004'],
  *check(plan, { survey }) {
    const { every } = plan.train.checkpoint;
    const updates = scheduleOf(plan, survey)?.updates;
    if (updates === undefined || every.steps === undefined || every.seconds !== undefined || every.steps < updates)
      return;
    yield {
      path: ['train', 'checkpoint', 'every'],
      message: `A checkpoint every ${every.steps} steps in a run of ${updates} is one checkpoint, at the end.`,
      help: `Write every = [${every.steps} steps, 30 min] to lose at most half an hour.`,
      fix: {
        safety: 'unsafe',
        set: [{ path: ['train', 'checkpoint', 'every'], text: `[${every.steps} steps, 30 min]` }],
      },
    };
  },
};
