import { epochsOf } from '../estimate/schedule.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { Job } from './job.ts';
import { machines } from './launch/machines.ts';
import { topology } from './topology.ts';

/** A row of the table that says what the run is. */
type Row = { readonly what: string; readonly value: string };

/** The numbers of the plan, in words. */
export const numbers = ({ plan, schedule, clips }: Job): readonly Row[] => [
  { what: 'trained', value: trained(plan) },
  { what: 'one sample', value: sample(plan) },
  { what: 'samples', value: clips ? `${schedule.samples} in one pass` : 'not counted: compiled without an inventory' },
  { what: 'one update', value: update(plan) },
  { what: 'length', value: length(plan, schedule) },
  { what: 'learning rate', value: learningRate(plan, schedule) },
  { what: 'machines', value: machines(topology(plan)) },
  { what: 'precision', value: plan.train.precision },
  ...budget(plan),
  { what: 'seed', value: String(plan.seed) },
];

const budget = ({ cluster: { budget } }: Plan): readonly Row[] => {
  const { gpu_hours: hours, price } = budget;
  const cost = price === null ? [] : [hours === null ? `${price} USD a GPU hour` : `${rounded(hours * price)} USD`];
  const parts = [...(hours === null ? [] : [`${hours} GPU hours`]), ...cost];
  return parts.length === 0 ? [] : [{ what: 'budget', value: parts.join(', ') }];
};

const trained = ({ train: { adapter } }: Plan): string =>
  adapter.kind === 'lora' ? `a LoRA of rank ${adapter.rank}, alpha ${adapter.alpha}` : 'all weights';

const sample = ({ frames: { count, rate, size } }: Plan): string =>
  `${count} frames of ${size.width}x${size.height}, ${rate} a second: ${rounded(count / rate)} s`;

/** Where the effective batch comes from. */
const update = (plan: Plan): string => {
  const { batch_per_gpu, accumulate, global_batch } = plan.train;
  const { processes, on_cpu } = topology(plan);
  const place = on_cpu ? 'process' : 'GPU';
  const parts = [`${batch_per_gpu} on a ${place}`, `${processes} ${plural(place, processes)}`];
  const steps = accumulate > 1 ? [`${accumulate} batches added up`] : [];
  return `${global_batch} ${plural('sample', global_batch)} (${[...parts, ...steps].join(' x ')})`;
};

const length = (plan: Plan, schedule: Job['schedule']): string => {
  const passes = epochsOf(plan, schedule);
  const updates = `${schedule.updates} ${plural('update', schedule.updates)}`;
  return passes === null ? updates : `${updates}: every sample is seen ${rounded(passes)} times`;
};

const learningRate = ({ train: { optimizer, schedule } }: Plan, { warmup }: Job['schedule']): string => {
  const start = warmup > 0 ? `, after ${warmup} ${plural('update', warmup)} of warm-up` : '';
  const rate =
    optimizer.learning_rate < 0.001 ? optimizer.learning_rate.toExponential() : String(optimizer.learning_rate);
  return `${rate}, ${schedule.kind}${start}`;
};

const rounded = (number: number): string => String(Number(number.toPrecision(3)));

const plural = (word: string, count: number): string => {
  if (count === 1) return word;
  return word.endsWith('s') ? `${word}es` : `${word}s`;
};
