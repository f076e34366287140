import { jobsFor, runTime } from '../../estimate/run-time.ts';
import { scheduleOf } from '../../estimate/schedule.ts';
import { lasting } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const cluster = (time: string): readonly string[] => [
  'cluster {',
  '  gpu = a100-80gb, gpus_per_node = 8',
  `  launch slurm { partition = gpu, time = ${time} }`,
  '}',
];

export const timeLimitExceeded: Rule = {
  code: 'time-limit-exceeded',
  severity: 'warning',
  certain: false,
  why: `Slurm ends a job at its time limit. The emitted job saves before that and queues itself again, so nothing is lost;
but the queue is waited in once more for every limit that the run is longer than (huggingface/accelerate#3400). Where only the upper end of the estimate is above the limit it is
a note.`,
  bad: pipeline({ model: 'cogvideox-1.5-5b-t2v', length: '5000 steps', more: cluster('4 h') }),
  good: pipeline({ model: 'cogvideox-1.5-5b-t2v', length: '300 steps', more: cluster('24 h') }),
  quiet: [pipeline({ model: 'cogvideox-1.5-5b-t2v', length: '5000 steps', more: ['cluster { gpu = a100-80gb }'] })],
  sources: ['huggingface/accelerate#3400', 'NVIDIA-NeMo/RL#3596'],
  *check(plan, facts) {
    const { launch } = plan.cluster;
    const limit = launch.kind === 'slurm' ? launch.time : null;
    if (limit === null) return;
    const schedule = scheduleOf(plan, facts.survey);
    const run = schedule && runTime(plan, schedule, facts);
    if (!run || run.train.most <= limit) return;
    const { expected, most } = run.train;
    const over = expected > limit;
    const jobs = jobsFor(plan, expected);
    yield {
      path: ['cluster', 'launch', 'time'],
      message: over
        ? `This run takes about ${lasting(expected)}, and a job ends after ${lasting(limit)}: it takes about ${jobs} jobs.`
        : `This run takes about ${lasting(expected)} and may take ${lasting(most)}, and a job ends after ${lasting(limit)}.`,
      help: `Write time = ${Math.ceil(most / 3600)} h if the partition allows it; else the job saves and queues again by itself.`,
      severity: over ? 'warning' : 'note',
    };
  },
};
