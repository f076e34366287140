import { lasting } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const job = (time: string): string[] => [`cluster { launch slurm { time = ${time} } }`];

export const noTimeToTrain: Rule = {
  code: 'no-time-to-train',
  severity: 'error',
  certain: true,
  why: `Slurm tells the training so long before the time limit that it has to save, and then the job queues again. Where that is the whole
limit or more, each job saves at its first update and queues again without end.`,
  hides: ['time-limit-exceeded'],
  sources: ['SchedMD: man sbatch, --signal'],
  bad: pipeline({ more: job('5 min') }),
  good: pipeline({ more: job('24 h') }),
  quiet: [pipeline({ train: ['checkpoint { before_end = 1 min }'], more: job('5 min') })],
  *check({ cluster: { launch }, train: { checkpoint } }) {
    if (launch.kind !== 'slurm' || launch.time === null || checkpoint.before_end < launch.time) return;
    yield {
      path: ['cluster', 'launch', 'time'],
      message: `The job saves and ends ${lasting(checkpoint.before_end)} before its limit of ${lasting(launch.time)}: before it trains.`,
      help: 'Write a longer time, or a shorter checkpoint { before_end = … }.',
    };
  },
};
