import type { Plan } from '../plan/pipeline.ts';
import { between, count, digits, hours, lasting } from '../rules/common.ts';
import type { Forecast } from './document.ts';
import { inSeconds } from './time-parts.ts';

type Known = Pick<Forecast, 'memory' | 'time' | 'disk' | 'learning' | 'data' | 'inventory'>;
export type Answer = Forecast['verdict'][number];

/** The questions that people ask before they pay, answered in a few words each. */
export const verdictOf = (plan: Plan, known: Known): Answer[] => [
  memoryAnswer(plan, known),
  timeAnswer(known),
  priceAnswer(known),
  diskAnswer(known),
  learningAnswer(known),
  dataAnswer(known),
];

/** `35.6`: tenths of GiB are more than an estimate knows. */
const gib = (value: number): string => {
  if (value > 0 && value < 0.01) return 'below 0.01';
  return value < 1 ? digits(value, 2) : value.toFixed(value < 100 ? 1 : 0);
};

const stands = { fits: 'good', tight: 'low', 'does not fit': 'bad', unknown: 'unknown' } as const;

export const phases: Readonly<Record<string, string>> = {
  load: 'while it loads',
  encode: 'in encode.py',
  forward: 'in the forward pass',
  backward: 'in the backward pass',
  step: 'in the optimizer step',
  validate: 'during a validation video',
};

const memoryAnswer = ({ cluster }: Plan, { memory }: Known): Answer => {
  if (!memory)
    return {
      asks: 'memory',
      stand: 'unknown',
      answer: 'not estimated',
      more: 'the run is on the CPU: see memory of a machine',
    };
  const { needs, card, peak, verdict } = memory;
  const more = `${gib(needs.least)} to ${gib(needs.most)} GiB; fullest ${phases[peak.phase]}`;
  const need = `${gib(needs.expected)} GiB`;
  if (card === null)
    return {
      asks: 'memory',
      stand: 'unknown',
      answer: `needs ${need}`,
      more: `${more}; say cluster { gpu = … } to compare`,
    };
  const words = { fits: 'fits', tight: 'fits, narrowly', 'does not fit': "doesn't fit", unknown: '' }[verdict];
  return {
    asks: 'memory',
    stand: stands[verdict],
    answer: `${words}: ${need} of ${gib(card)} on ${cluster.gpu}`,
    more,
  };
};

const timeAnswer = ({ time, learning }: Known): Answer => {
  if (!time) {
    const updates =
      learning.updates === null
        ? 'its length needs an inventory: cogx scan'
        : `${count(learning.updates, 'update')}; no speed of this GPU is known`;
    return { asks: 'time', stand: 'unknown', answer: 'not known', more: updates };
  }
  const limit = time.limits.find(({ name }) => name === 'time limit');
  const { total, update, measured } = time;
  const by = measured?.used ? 'as a run measured' : 'estimated';
  const more = `${between(total, 'to')}; ${inSeconds(update.expected)} an update, ${by}`;
  return {
    asks: 'time',
    stand: standOf(limit),
    answer: lasting(total.expected),
    more: limit && limit.stands !== 'within' ? `${more}; ${limit.name}: ${limit.says}` : more,
  };
};

const standOf = (limit: NonNullable<Known['time']>['limits'][number] | undefined): Answer['stand'] => {
  if (limit === undefined || limit.stands === 'within') return 'good';
  return limit.stands === 'over' ? 'bad' : 'low';
};

const priceAnswer = ({ time }: Known): Answer => {
  if (!time) return { asks: 'price', stand: 'unknown', answer: 'not known', more: 'it follows from the time' };
  const { gpu_hours: spent, price, price_of } = time;
  const taken = `${hours(spent.expected)} GPU hours`;
  const budget = time.limits.find(({ name }) => name === 'budget');
  if (price === null) return { asks: 'price', stand: 'unknown', answer: taken, more: price_of };
  const more = `${taken}, ${digits(price.least)} to ${digits(price.most)} USD; ${price_of}`;
  return {
    asks: 'price',
    stand: standOf(budget),
    answer: `${money(price.expected)} USD`,
    more: budget ? `${more}; budget: ${budget.says}` : more,
  };
};

const money = (usd: number): string => (usd < 100 ? usd.toFixed(2) : digits(usd));

const diskAnswer = ({ disk, inventory }: Known): Answer => {
  const { has, total } = disk;
  const share = has === null ? 0 : total / has;
  const checkpoints = disk.parts.find(({ name }) => name === 'checkpoints');
  const more = inventory
    ? `of it checkpoints ${gib(checkpoints?.gib ?? 0)} GiB`
    : 'checkpoints alone: the clips are not counted without an inventory';
  const answer = has === null ? `${gib(total)} GiB` : `${gib(total)} of ${gib(has)} GiB`;
  return { asks: 'disk', stand: share > 1 ? 'bad' : share > 0.9 ? 'low' : 'good', answer, more };
};

const learningAnswer = ({ learning }: Known): Answer => {
  const outside = learning.judged.filter(
    ({ value, advised }) => advised && (value < advised.least || value > advised.most),
  );
  const [rate] = learning.judged;
  const { updates, warmup } = learning;
  const length =
    updates === null
      ? 'a length that needs an inventory'
      : `${count(updates, 'update')}, ${warmup ?? 0} of them warm-up`;
  const within = learning.judged.some(({ advised }) => advised)
    ? 'all within what is advised'
    : 'a trial is not judged';
  const named = outside.map(({ name, says }) => `${name} ${says}`).join(', ');
  return {
    asks: 'learning',
    stand: outside.length > 0 ? 'low' : 'good',
    answer: `rate ${rate?.says ?? ''}, ${count(learning.global_batch, 'sample')} an update`,
    more: outside.length > 0 ? `${length}; outside what is advised: ${named}` : `${length}; ${within}`,
  };
};

const dataAnswer = ({ data, inventory, learning }: Known): Answer => {
  if (!inventory)
    return { asks: 'data', stand: 'unknown', answer: 'not known', more: 'cogx scan writes the inventory' };
  const total = (of: (each: Forecast['data'][number]) => number): number =>
    data.reduce((sum, each) => sum + of(each), 0);
  const [clips, kept, samples] = [
    total((each) => each.clips),
    total((each) => each.kept),
    total((each) => each.samples),
  ];
  const views = learning.views.map(({ dataset, clip }) => `${dataset} ${digits(clip)}`).join(', ');
  return {
    asks: 'data',
    stand: kept === 0 ? 'bad' : kept < 0.9 * clips ? 'low' : 'good',
    answer: `${kept} of ${count(clips, 'clip')}, ${count(samples, 'sample')}`,
    more: views === '' ? 'how often each is seen is not known' : `times that a clip is seen: ${views}`,
  };
};
