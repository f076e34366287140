import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { countsOf, eventsOf } from '../../src/estimate/events.ts';
import type { Schedule } from '../../src/estimate/schedule.ts';
import type { Plan } from '../../src/plan/pipeline.ts';
import { planned } from './timed.ts';

/** When a run saves and looks at itself: named one by one as far as anybody reads them, and counted however many they are. */

const events = suite('events of a run');

const plan = planned('length = 1000 steps', 'cluster { gpu = a100-80gb }');
const due = (every: { steps?: number; seconds?: number }): Plan => {
  const checkpoint = { ...plan.train.checkpoint, every } as Plan['train']['checkpoint'];
  return { ...plan, train: { ...plan.train, checkpoint } };
};

const often = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined });

events('as many checkpoints are counted as are named, by steps, by the clock and by both', () => {
  const counted = fc.property(fc.integer({ min: 1, max: 400 }), often, often, (updates, steps, seconds) => {
    const every = { ...(steps ? { steps } : {}), ...(seconds ? { seconds } : {}) };
    const schedule = { updates } as Schedule;
    const named = eventsOf({ plan: due(every), schedule, update: 1.5, job: null });
    const saves = named.filter(({ kind }) => kind === 'checkpoint' || kind === 'end').length;
    assert.is(countsOf(due(every), { updates, update: 1.5 }).checkpoints, saves);
  });
  fc.assert(counted, { numRuns: 2000 });
});

events('a run of a thousand million updates that saves after each is counted, too', () => {
  assert.is(countsOf(due({ steps: 1 }), { updates: 1e9, update: 1 }).checkpoints, 1e9);
  const schedule = { updates: 1e9 } as Schedule;
  const named = eventsOf({ plan: due({ steps: 1 }), schedule, update: 1, job: null });
  assert.is(named.filter(({ kind }) => kind === 'checkpoint').length, 500);
});

events.run();
