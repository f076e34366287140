import { scheduleOf } from '../../estimate/schedule.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const most = 100_000;

export const manyUpdates: Rule = {
  code: 'many-updates',
  severity: 'warning',
  certain: false,
  why: `No fine-tune of CogVideoX that was published took 100,000 updates (LoRAs take 1,000 to 5,000, all weights up to
20,000), so a longer one is most often a slip: epochs counted without repeats, batch and GPUs
(huggingface/finetrainers#216), or a zero too many.`,
  sources: [
    'huggingface/finetrainers#216',
    'kohya-ss/sd-scripts#251',
    'Linaqruf/kohya-trainer#82',
    'caikit/caikit-nlp#295',
    'sdbds/musubi-tuner-scripts#2',
  ],
  bad: pipeline({ length: '300000 steps' }),
  good: pipeline({ length: '3000 steps' }),
  quiet: [pipeline({ length: '100000 steps' })],
  catches: ['M029'],
  hides: ['many-passes'],
  *check(plan, { survey }) {
    const updates = scheduleOf(plan, survey)?.updates ?? 0;
    if (updates <= most) return;
    yield {
      path: ['train', 'length'],
      message: `The run has ${updates} updates, and fine-tunes take 1000 to 20000.`,
      help: 'Write length = 20000 steps, or less.',
    };
  },
};
