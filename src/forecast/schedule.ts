import type { Schedule } from '../estimate/schedule.ts';
import { promptsOf } from '../estimate/time.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { Event } from './document-learning.ts';

/** At most so many of a kind are named. */
const most = 500;

type Over = {
  readonly plan: Plan;
  readonly schedule: Schedule;
  /** Seconds of one update; null where they are not known: then what goes by the clock is not named. */
  readonly update: number | null;
};

/** When the run saves, when it looks at itself, when a job ends: in the order of their updates. */
export const eventsOf = ({ plan, schedule, update }: Over): Event[] => {
  const { updates } = schedule;
  const { checkpoint, validate } = plan.train;
  const at = (kind: Event['kind'], update_at: number): Event => ({
    kind,
    update: update_at,
    seconds: update === null ? null : update_at * update,
  });
  const looks = promptsOf(plan) > 0 || validate.held_out !== null;
  const validations = looks ? [...dueAt(validate.every, { updates, update }), updates] : [];
  const all = [
    ...dueAt(checkpoint.every, { updates, update }).map((each) => at('checkpoint', each)),
    ...validations.map((each) => at('validation', each)),
    ...jobEnds(plan, { updates, update }).map((each) => at('job ends', each)),
    at('end', updates),
  ];
  return all.sort((one, other) => one.update - other.update);
};

type Pace = { readonly updates: number; readonly update: number | null };

/** Before the last update, where it is done in any case; by steps or by the clock, whichever comes first. */
const dueAt = (every: { steps?: number; seconds?: number } | null, { updates, update }: Pace): number[] => {
  if (every === null) return [];
  const due: number[] = [];
  const bySteps = every.steps ?? Number.POSITIVE_INFINITY;
  // The clock is looked at after an update.
  const byClock =
    every.seconds !== undefined && update !== null
      ? Math.max(1, Math.ceil(every.seconds / update))
      : Number.POSITIVE_INFINITY;
  let last = 0;
  while (due.length < most) {
    const next = Math.min((Math.floor(last / bySteps) + 1) * bySteps, last + byClock);
    if (!(next < updates)) break;
    due.push(next);
    last = next;
  }
  return due;
};

const jobEnds = ({ cluster: { launch } }: Plan, { updates, update }: Pace): number[] => {
  const limit = launch.kind === 'slurm' ? launch.time : null;
  if (limit === null || update === null) return [];
  const each = Math.max(1, Math.floor(limit / update));
  return Array.from({ length: Math.min(most, Math.ceil(updates / each) - 1) }, (_, index) => (index + 1) * each);
};
