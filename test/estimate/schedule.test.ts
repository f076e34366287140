import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { epochsOf, isTrial, learningRateAt, scheduleOf } from '../../src/estimate/schedule.ts';
import type { Survey } from '../../src/media/survey.ts';
import type { Plan } from '../../src/plan/pipeline.ts';

type Train = Partial<Pick<Plan['train'], 'length' | 'global_batch'>> & {
  readonly schedule?: { readonly kind: 'constant' | 'cosine' | 'linear'; readonly warmup: number | null };
};

/** The part of a plan that a schedule reads. */
const plan = (train: Train, repeats: readonly number[] = [1]): Plan =>
  ({
    train: {
      length: { steps: 1000 },
      global_batch: 8,
      schedule: { kind: 'constant', warmup: null },
      optimizer: { kind: 'adamw', learning_rate: 1e-4 },
      ...train,
    },
    dataset: Object.fromEntries(repeats.map((times, index) => [`set${index}`, { repeats: times }])),
  }) as unknown as Plan;

const survey = (...samples: readonly number[]): Survey =>
  ({
    datasets: Object.fromEntries(samples.map((count, index) => [`set${index}`, { samples: count, held_out: 0 }])),
  }) as unknown as Survey;

test('a length in steps needs no inventory', () => {
  assert.equal(scheduleOf(plan({ length: { steps: 1500 } })), { updates: 1500, warmup: 75, samples: null });
});

test('a length in epochs can not be told without an inventory', () => {
  assert.is(scheduleOf(plan({ length: { epochs: 3 } })), null);
});

test('epochs count every sample as often as its dataset repeats, and the last update is whole', () => {
  // 3 passes over 10 x 2 + 7 samples are 81 positions: 10 updates of 8 and one more.
  assert.equal(scheduleOf(plan({ length: { epochs: 3 } }, [2, 1]), survey(10, 7)), {
    updates: 11,
    warmup: 1,
    samples: 27,
  });
});

test('a part of an epoch is no update more than it must be', () => {
  const schedule = scheduleOf(plan({ length: { epochs: 0.7 }, global_batch: 1 }), survey(10));
  assert.is(schedule?.updates, 7);
});

test('warm-up is 5 % of the updates and at most 100, unless it is written', () => {
  const warmup = (steps: number, written: number | null = null) =>
    scheduleOf(plan({ length: { steps }, schedule: { kind: 'constant', warmup: written } }))?.warmup;
  assert.equal(
    [1, 20, 100, 1500, 5000].map((steps) => warmup(steps)),
    [0, 1, 5, 75, 100],
  );
  assert.is(warmup(5000, 500), 500);
  assert.is(warmup(5000, 0), 0);
});

test('the passes that a run sees follow from its updates', () => {
  const some = plan({ length: { steps: 1500 } });
  assert.is(epochsOf(some, { updates: 1500, warmup: 75, samples: 600 }), 20);
  assert.is(epochsOf(some, { updates: 1500, warmup: 75, samples: null }), null);
});

test('only a short length that is written in steps is a trial', () => {
  assert.is(isTrial(plan({ length: { steps: 99 } })), true);
  assert.is(isTrial(plan({ length: { steps: 100 } })), false);
  assert.is(isTrial(plan({ length: { epochs: 1 } })), false);
});

const rates = (kind: 'constant' | 'cosine' | 'linear', updates: readonly number[]) =>
  updates.map((update) =>
    Number(
      learningRateAt(
        plan({ schedule: { kind, warmup: 4 } }),
        { updates: 12, warmup: 4, samples: null },
        update,
      ).toPrecision(6),
    ),
  );

test('the learning rate climbs over the warm-up and has its peak after it', () => {
  assert.equal(rates('constant', [1, 2, 3, 4, 5, 12]), [2.5e-5, 5e-5, 7.5e-5, 1e-4, 1e-4, 1e-4]);
});

test('a cosine falls to half in the middle of what follows the warm-up', () => {
  assert.equal(rates('cosine', [4, 5, 7, 9, 11, 12]), [1e-4, 1e-4, 8.53553e-5, 5e-5, 1.46447e-5, 3.80602e-6]);
});

test('a linear schedule falls by equal amounts', () => {
  assert.equal(rates('linear', [4, 5, 7, 9, 11, 12]), [1e-4, 1e-4, 7.5e-5, 5e-5, 2.5e-5, 1.25e-5]);
});

test('without warm-up the first update has the peak', () => {
  assert.is(learningRateAt(plan({}), { updates: 1, warmup: 0, samples: null }, 1), 1e-4);
});

test.run();
