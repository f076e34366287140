import { type RunTime, runTime } from '../../estimate/run-time.ts';
import { scheduleOf } from '../../estimate/schedule.ts';
import { gpuCount, hours, lasting } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const budgetExceeded: Rule = {
  code: 'budget-exceeded',
  severity: 'warning',
  certain: false,
  why: `What a run takes is known before it starts, give or take 40 %: the operations of an update over what eager diffusers reaches
of the GPU's peak (40 s a step for a LoRA of 1.5 on one A800, zai-org/CogVideo#715), and the validation videos, for which the
training waits. Where only the upper end is above the budget it is a note.`,
  bad: pipeline({
    model: 'cogvideox-1.5-5b-t2v',
    length: '5000 steps',
    more: ['cluster {', '  gpu = a100-80gb, gpus_per_node = 8', '  budget { gpu_hours = 100 }', '}'],
  }),
  good: pipeline({
    model: 'cogvideox-1.5-5b-t2v',
    length: '500 steps',
    more: ['cluster {', '  gpu = a100-80gb, gpus_per_node = 8', '  budget { gpu_hours = 100 }', '}'],
  }),
  quiet: [
    // Without a kind of GPU no time is known
    pipeline({ length: '5000 steps', more: ['cluster { budget { gpu_hours = 1 } }'] }),
  ],
  sources: ['zai-org/CogVideo#715', 'zai-org/CogVideo#763'],
  *check(plan, facts) {
    const { gpu_hours: budget, price } = plan.cluster.budget;
    const schedule = budget === null ? null : scheduleOf(plan, facts.survey);
    const run = schedule && runTime(plan, schedule, facts);
    if (!run || !schedule || budget === null) return;
    const gpus = gpuCount(plan);
    const { expected: needs, most } = run.gpu_hours;
    if (most <= budget) return;
    const taken = needs > budget ? needs : most;
    const fewer = Math.floor((schedule.updates * (budget - onceOf(run))) / (taken - onceOf(run)));
    const cost = price === null ? '' : `, about ${Math.round(needs * price)} USD`;
    yield {
      path: ['cluster', 'budget', 'gpu_hours'],
      message:
        needs > budget
          ? `This run takes about ${hours(needs)} GPU hours (${gpus === 1 ? '' : `${gpus} GPUs for `}${lasting(run.total.expected)}${cost}), and the budget is ${hours(budget)}.`
          : `This run takes about ${hours(needs)} GPU hours and may take ${hours(most)}, and the budget is ${hours(budget)}.`,
      help: `Write length = ${Math.max(1, fewer)} steps, or gpu_hours = ${Math.ceil(most)}.`,
      severity: needs > budget ? 'warning' : 'note',
    };
  },
};

/** GPU hours that a run takes whatever its length. */
const onceOf = ({ parts }: RunTime): number =>
  parts
    .filter(({ name }) => name === 'encode' || name === 'start')
    .reduce((sum, { seconds, gpus }) => sum + ((seconds?.expected ?? 0) * gpus) / 3600, 0);
