import type { Plan } from '../plan/pipeline.ts';
import type { Schedule } from './schedule.ts';
import { promptsOf } from './time.ts';

/** When a run saves, looks at itself, or a job of it ends: after which update, and how many seconds after the start of train.py. */
export type Event = {
  readonly kind: 'checkpoint' | 'validation' | 'end' | 'job ends';
  readonly update: number;
  readonly seconds: number | null;
};

/** Seconds of one update; null where they are not known: then what goes by the clock is not known either. */
type Pace = { readonly updates: number; readonly update: number | null };

export type Over = {
  readonly plan: Plan;
  readonly schedule: Schedule;
  readonly update: number | null;
  /** Seconds of training in one job of the scheduler; null where nothing ends it. */
  readonly job: number | null;
};

/** At most so many of a kind are named. */
const most = 500;

/** In the order of their updates. */
export const eventsOf = ({ plan, schedule, update, job }: Over): Event[] => {
  const pace = { updates: schedule.updates, update };
  const at = (kind: Event['kind'], after: number): Event => ({
    kind,
    update: after,
    seconds: update === null ? null : after * update,
  });
  const all = [
    ...checkpointsOf(plan, pace).map((each) => at('checkpoint', each)),
    ...validationsOf(plan, pace).map((each) => at('validation', each)),
    ...jobEnds(job, pace).map((each) => at('job ends', each)),
    at('end', schedule.updates),
  ];
  return all.sort((one, other) => one.update - other.update);
};

/** Before the last update, after which it saves in any case. */
const checkpointsOf = ({ train: { checkpoint } }: Plan, pace: Pace): readonly number[] =>
  [...dueAt(checkpoint.every, pace)].slice(0, most);

const validationsOf = (plan: Plan, pace: Pace): readonly number[] =>
  looks(plan) ? [...[...dueAt(plan.train.validate.every, pace)].slice(0, most), pace.updates] : [];

const looks = (plan: Plan): boolean => promptsOf(plan) > 0 || plan.train.validate.held_out !== null;

/** How often it saves and validates, the ends counted. */
export const countsOf = (plan: Plan, pace: Pace): { readonly checkpoints: number; readonly validations: number } => ({
  checkpoints: counted(dueAt(plan.train.checkpoint.every, pace)) + 1,
  validations: looks(plan) ? counted(dueAt(plan.train.validate.every, pace)) + 1 : 0,
});

const counted = (all: Iterable<number>): number => {
  let count = 0;
  for (const _ of all) count++;
  return count;
};

/** By steps or by the clock, whichever comes first; the last update is none of them. */
function* dueAt(every: { steps?: number; seconds?: number } | null, { updates, update }: Pace): Iterable<number> {
  if (every === null) return;
  const bySteps = every.steps ?? Number.POSITIVE_INFINITY;
  // The clock is looked at after an update.
  const byClock =
    every.seconds !== undefined && update !== null
      ? Math.max(1, Math.ceil(every.seconds / update))
      : Number.POSITIVE_INFINITY;
  let next = Math.min(bySteps, byClock);
  while (next < updates) {
    yield next;
    next = Math.min((Math.floor(next / bySteps) + 1) * bySteps, next + byClock);
  }
}

const jobEnds = (job: number | null, { updates, update }: Pace): number[] => {
  if (job === null || update === null) return [];
  const each = Math.max(1, Math.floor(job / update));
  return Array.from({ length: Math.min(most, Math.ceil(updates / each) - 1) }, (_, index) => (index + 1) * each);
};
