import { jobsFor } from '../estimate/run-time.ts';
import type { Plan } from '../plan/pipeline.ts';
import { hours, lasting } from '../rules/common.ts';
import type { Around, ForecastTime } from './document-run.ts';

type Limit = ForecastTime['limits'][number];

/** The budget of the file, and the time limit of the scheduler's jobs. */
export const limitsOf = (plan: Plan, planned: { readonly train: Around; readonly hours: Around }): Limit[] => {
  const { budget, launch } = plan.cluster;
  const limits: Limit[] = [];
  if (budget.gpu_hours !== null) {
    const limit = { name: 'budget', limit: budget.gpu_hours, planned: planned.hours } as const;
    const stands = standOf(planned.hours, budget.gpu_hours);
    const perhaps = stands === 'may be over' ? `, perhaps ${hours(planned.hours.most)},` : '';
    limits.push({
      ...limit,
      stands,
      says: `${hours(planned.hours.expected)}${perhaps} of ${hours(budget.gpu_hours)} GPU hours`,
    });
  }
  const time = launch.kind === 'slurm' ? launch.time : null;
  if (time !== null) {
    const jobs = jobsFor(plan, planned.train.expected);
    const stands = standOf(planned.train, time);
    const more = jobs > 1 ? `: about ${jobs} jobs, each of which saves and queues the next` : '';
    const perhaps = stands === 'may be over' ? `, perhaps ${lasting(planned.train.most)}` : '';
    const says = `${lasting(planned.train.expected)}${perhaps}, and a job ends after ${lasting(time)}${more}`;
    limits.push({ name: 'time limit', limit: time, planned: planned.train, stands, says });
  }
  return limits;
};

const standOf = ({ expected, most }: Around, limit: number): Limit['stands'] => {
  if (expected > limit) return 'over';
  return most > limit ? 'may be over' : 'within';
};
