import { runTime } from '../../estimate/run-time.ts';
import { isTrial, scheduleOf } from '../../estimate/schedule.ts';
import { promptsOf } from '../../estimate/time.ts';
import { count, lasting, percent } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const prompts = 'prompts = ["a heron", "a robin", "a kingfisher", "an owl"]';

export const videosCost: Rule = {
  code: 'videos-cost',
  severity: 'error',
  certain: false,
  why: `While validation videos are made, one on each GPU at a time, nothing is trained: about 3 min for one of CogVideoX-5B on an A100,
17 min for one of 1.5 (README of zai-org/CogVideo). Four prompts every 20 steps, as shipped scripts have it, cost more than the training itself
(zai-org/CogVideo#763, tdrussell/diffusion-pipe#152). More than 15 % of the time is a warning, more than half an error.`,
  bad: pipeline({
    model: 'cogvideox-1.5-5b-t2v',
    train: [`validate { every = 10 steps, ${prompts} }`],
    more: ['cluster { gpu = a100-80gb, gpus_per_node = 8 }'],
  }),
  good: pipeline({
    model: 'cogvideox-1.5-5b-t2v',
    length: '1000 steps',
    train: ['validate { every = 500 steps, prompts = ["a heron"] }'],
    more: ['cluster { gpu = a100-80gb, gpus_per_node = 8 }'],
  }),
  quiet: [
    // A trial shows that videos can be made
    pipeline({
      model: 'cogvideox-1.5-5b-t2v',
      length: '20 steps',
      train: [`validate { every = 20 steps, ${prompts} }`],
      more: ['cluster { gpu = a100-80gb }'],
    }),
  ],
  sources: ['zai-org/CogVideo#763', 'tdrussell/diffusion-pipe#152', 'zai-org/CogVideo README.md'],
  catches: ['M069'],
  *check(plan, facts) {
    const { validate } = plan.train;
    if (promptsOf(plan) === 0 || isTrial(plan)) return;
    const schedule = scheduleOf(plan, facts.survey);
    const run = schedule && runTime(plan, schedule, facts);
    if (!run || run.validations < 2) return;
    const share = run.videos / run.train.expected;
    if (share <= 0.15) return;
    const training = run.update.seconds * schedule.updates;
    const rarer = Math.max(2, Math.floor((run.validations * 0.1 * training) / (0.9 * run.videos)));
    const steps = Math.ceil(schedule.updates / rarer);
    yield {
      path: ['train', 'validate', validate.every === null ? 'prompts' : 'every'],
      message: `Validation videos take ${percent(share)} of the run: ${lasting(run.videos)} for ${count(run.validations * promptsOf(plan), 'video')}, beside ${lasting(training)} of training.`,
      help: `Write every = ${steps} steps, or fewer prompts.`,
      severity: share > 0.5 ? 'error' : 'warning',
    };
  },
};
