import { isTrial, scheduleOf } from '../../estimate/schedule.ts';
import { count } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const warmupTooLong: Rule = {
  code: 'warmup-too-long',
  severity: 'error',
  certain: false,
  why: `The learning rate climbs over the warm-up. Where that is as long as the run, it never has the value that the file
says, and a schedule that falls has nothing to fall over. More than half of the run is a warning; a trial is not judged.`,
  sources: ['huggingface/transformers#26827', 'huggingface/accelerate#662'],
  bad: pipeline({ length: '400 steps', train: ['schedule constant { warmup = 500 steps }'] }),
  good: pipeline({ length: '400 steps', train: ['schedule constant { warmup = 20 steps }'] }),
  quiet: [pipeline({ length: '400 steps', train: ['schedule constant { warmup = 200 steps }'] })],
  catches: ['M008'],
  *check(plan, { survey }) {
    const schedule = scheduleOf(plan, survey);
    if (!schedule || plan.train.schedule.warmup === null || schedule.updates === 0) return;
    const { updates, warmup } = schedule;
    if (warmup * 2 <= updates) return;
    const never = warmup >= updates;
    const usual = count(Math.round(updates * 0.05), 'step');
    yield {
      path: ['train', 'schedule', 'warmup'],
      message: never
        ? `A warm-up of ${count(warmup, 'step')} never ends in a run of ${updates}.`
        : `A warm-up of ${count(warmup, 'step')} is more than half of a run of ${updates}.`,
      help: `Write warmup = ${usual}, or leave it out.`,
      fix: {
        safety: 'unsafe',
        set: [{ path: ['train', 'schedule', 'warmup'], text: usual }],
      },
      severity: isTrial(plan) ? 'note' : never ? 'error' : 'warning',
    };
  },
};
