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
const checkpointsOf = ({ train: { checkpoint } }: Plan, pace: Pace): readonly number[] => dueAt(checkpoint.every, pace);

const validationsOf = (plan: Plan, pace: Pace): readonly number[] =>
  looks(plan) ? [...dueAt(plan.train.validate.every, pace), pace.updates] : [];

const looks = (plan: Plan): boolean => promptsOf(plan) > 0 || plan.train.validate.held_out !== null;

/** How often it saves and validates, the ends counted. */
export const countsOf = (plan: Plan, pace: Pace): { readonly checkpoints: number; readonly validations: number } => ({
  checkpoints: timesDue(plan.train.checkpoint.every, pace) + 1,
  validations: looks(plan) ? timesDue(plan.train.validate.every, pace) + 1 : 0,
});

type Every = { readonly steps?: number; readonly seconds?: number } | null;

/** Updates between two by steps, and by the clock, which is looked at after an update; whichever comes first. */
const intervalsOf = (every: Every, update: number | null): { readonly bySteps: number; readonly byClock: number } => ({
  bySteps: every?.steps ?? Number.POSITIVE_INFINITY,
  byClock:
    every?.seconds !== undefined && update !== null
      ? Math.max(1, Math.ceil(every.seconds / update))
      : Number.POSITIVE_INFINITY,
});

/** How often it is due before the last update: by arithmetic, since a run may have a thousand million updates. */
const timesDue = (every: Every, { updates, update }: Pace): number => {
  const { bySteps, byClock } = intervalsOf(every, update);
  const before = updates - 1;
  if (bySteps === Number.POSITIVE_INFINITY) return Math.floor(before / byClock);
  // The clock begins anew with each that comes by steps.
  const between = Math.max(1, Math.ceil(bySteps / byClock));
  return Math.floor(before / bySteps) * between + Math.floor((before % bySteps) / byClock);
};

/** The first of them; the last update is none. */
const dueAt = (every: Every, { updates, update }: Pace): readonly number[] => {
  const { bySteps, byClock } = intervalsOf(every, update);
  const due: number[] = [];
  let next = Math.min(bySteps, byClock);
  while (next < updates && due.length < most) {
    due.push(next);
    next = Math.min((Math.floor(next / bySteps) + 1) * bySteps, next + byClock);
  }
  return due;
};

const jobEnds = (job: number | null, { updates, update }: Pace): number[] => {
  if (job === null || update === null) return [];
  const each = Math.max(1, Math.floor(job / update));
  return Array.from({ length: Math.min(most, Math.ceil(updates / each) - 1) }, (_, index) => (index + 1) * each);
};
