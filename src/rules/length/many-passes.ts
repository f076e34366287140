import { isTrial, scheduleOf } from '../../estimate/schedule.ts';
import { count } from '../common.ts';
import { clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const few = (text: string, number: number) => ({ text, clips: clips(number) });

export const manyPasses: Rule = {
  code: 'many-passes',
  severity: 'warning',
  certain: false,
  why: `A model that sees the same clips a thousand times learns them by heart, and answers every prompt with them: 300 passes over 60
videos gave a grid over every picture, and fewer updates cured it (zai-org/CogVideo#590); of 50 videos too much training
gives "totally same videos" (a maintainer, zai-org/CogVideo#116). From 300 passes on it is a note, above 1,000 a warning.`,
  sources: ['zai-org/CogVideo#590', 'zai-org/CogVideo#116'],
  bad: few(pipeline({ about: 'birds holds 10 clips', length: '30000 steps' }), 10),
  good: few(pipeline({ about: 'birds holds 10 clips', length: '300 steps' }), 10),
  quiet: [
    few(pipeline({ about: 'birds holds 400 clips: 600 passes would be 30000 steps', length: '12000 steps' }), 400),
    few(pipeline({ about: 'to see that it runs', length: '60 steps' }), 1),
  ],
  *check(plan, { survey }) {
    const schedule = scheduleOf(plan, survey);
    const samples = survey?.samples ?? 0;
    if (!schedule || samples === 0 || isTrial(plan)) return;
    const passes = (schedule.updates * plan.train.global_batch) / samples;
    if (passes < 300) return;
    const hundred = Math.ceil((100 * samples) / plan.train.global_batch);
    yield {
      path: ['train', 'length'],
      message: `${count(schedule.updates, 'update')} of ${count(plan.train.global_batch, 'sample')} see each of the ${count(samples, 'sample')} ${Math.round(passes)} times, and the model learns them by heart.`,
      help: `Write length = ${hundred} steps for a hundred passes, or take more clips.`,
      severity: passes > 1000 ? 'warning' : 'note',
    };
  },
};
