import { updateTime } from '../../estimate/run-time.ts';
import { isTrial, scheduleOf } from '../../estimate/schedule.ts';
import { lasting } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const most = 2 * 3600;

export const workAtRisk: Rule = {
  code: 'work-at-risk',
  severity: 'warning',
  certain: false,
  why: `What was learnt since the newest checkpoint is lost with the process: "9+ hours and no epochs at all"
(tdrussell/diffusion-pipe#94), 10 hours before a first validation that failed. A checkpoint of a LoRA takes seconds. More than two
hours between two is a warning.`,
  bad: pipeline({
    model: 'cogvideox-1.5-5b-t2v',
    length: '5000 steps',
    train: ['global_batch = 8', 'checkpoint { every = 500 steps }'],
    more: ['cluster { gpu = a100-80gb }'],
  }),
  good: pipeline({
    model: 'cogvideox-1.5-5b-t2v',
    length: '5000 steps',
    train: ['global_batch = 8', 'checkpoint { every = [500 steps, 30 min] }'],
    more: ['cluster { gpu = a100-80gb }'],
  }),
  quiet: [
    pipeline({
      model: 'cogvideox-1.5-5b-t2v',
      length: '5000 steps',
      train: ['global_batch = 8', 'checkpoint { every = 20 steps }'],
      more: ['cluster { gpu = a100-80gb }'],
    }),
  ],
  hides: ['only-final-checkpoint'],
  sources: ['tdrussell/diffusion-pipe#94', 'tdrussell/diffusion-pipe#23', 'huggingface/transformers#38939'],
  catches: ['M004'],
  *check(plan, { survey, measured }) {
    const { every } = plan.train.checkpoint;
    const schedule = scheduleOf(plan, survey);
    const update = updateTime(plan, measured);
    if (!schedule || !update || isTrial(plan)) return;
    const bySteps = (every.steps ?? Number.POSITIVE_INFINITY) * update.seconds;
    const between = Math.min(bySteps, every.seconds ?? Number.POSITIVE_INFINITY, schedule.updates * update.seconds);
    if (between <= most) return;
    const steps = Math.max(1, Math.floor(1800 / update.seconds));
    yield {
      path: ['train', 'checkpoint', 'every'],
      message: `About ${lasting(between)} of work lie between two checkpoints, at ${lasting(update.seconds)} an update.`,
      help: every.steps
        ? `Write every = [${every.steps} steps, 30 min].`
        : `Write every = 30 min, which is about ${steps} ${steps === 1 ? 'step' : 'steps'}.`,
    };
  },
};
