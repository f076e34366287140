import { whyNotUsed } from '../estimate/measured.ts';
import { around, runTime, times, type Update } from '../estimate/run-time.ts';
import { sampleFlops, updateFlops } from '../estimate/time.ts';
import { gpus } from '../hardware/gpus.ts';
import { utilisation } from '../hardware/utilisation.ts';
import type { Plan } from '../plan/pipeline.ts';
import { digits } from '../rules/common.ts';
import type { ForecastTime } from './document-run.ts';
import { limitsOf } from './limits.ts';
import { saysOf, type Timed } from './time-parts.ts';

/** Null where no speed is known and nothing was measured. */
export const timeForecast = (timed: Timed): ForecastTime | null => {
  const { plan, schedule, survey, measured } = timed;
  const run = runTime(plan, schedule, { survey, measured: measured?.measured });
  if (!run) return null;
  const { update, train, total, gpu_hours } = run;
  const { price, price_of } = priceOf(plan);
  return {
    flops: flopsOf(plan),
    achieved: achievedOf(timed, update),
    update: around(update.seconds, update.band),
    measured: measured ? measuredOf(plan, measured) : null,
    parts: run.parts.map((part) => {
      const hours = part.seconds ? (part.seconds.expected * part.gpus) / 3600 : 0;
      const { name, seconds } = part;
      return {
        name,
        seconds,
        gpu_hours: hours,
        price: price === null ? null : hours * price,
        from: saysOf(timed, run, part),
      };
    }),
    train,
    total,
    gpu_hours,
    price: price === null ? null : times(gpu_hours, price),
    price_of,
    limits: limitsOf(plan, { train, hours: gpu_hours }),
  };
};

const achievedOf = ({ plan, measured }: Timed, update: Update): ForecastTime['achieved'] => {
  const { gpu } = plan.cluster;
  const peak = gpu && plan.train.precision !== 'fp32' ? gpus[gpu].tflops[plan.train.precision] : null;
  const computed = updateFlops(plan) / update.seconds / 1e12;
  return {
    peak,
    share: update.isMeasured ? (peak ? computed / peak : null) : gpu && utilisation[gpu].share,
    band: update.band,
    source: update.isMeasured ? `measured by a run: ${measured?.file}` : gpu ? utilisation[gpu].source : '',
  };
};

const measuredOf = (plan: Plan, { file, measured }: NonNullable<Timed['measured']>): ForecastTime['measured'] => {
  const why = whyNotUsed(plan, measured);
  const { seconds, updates, gpu, when } = measured;
  const says =
    why === undefined
      ? `A run measured ${digits(seconds)} s an update; this plan rests on it.`
      : `A run measured ${digits(seconds)} s an update, which says nothing here: ${why}.`;
  return { file, seconds, updates, gpu: gpu ?? 'unsaid', when, used: why === undefined, says };
};

const flopsOf = (plan: Plan): ForecastTime['flops'] => {
  const { linear, attention } = sampleFlops(plan);
  return { sample: linear + attention, update: updateFlops(plan), attention: attention / (linear + attention) };
};

/** The file's price, or the list price of the catalogue. */
const priceOf = ({ cluster }: Plan): { readonly price: number | null; readonly price_of: string } => {
  const said = cluster.budget.price;
  if (said !== null) return { price: said, price_of: `${said} USD a GPU hour, as the file says` };
  const listed = cluster.gpu === null ? null : gpus[cluster.gpu].price;
  if (listed === null) return { price: null, price_of: 'no price is known: say one with budget { price = … }' };
  return {
    price: listed,
    price_of: `${listed} USD a GPU hour, a list price of 2026 that moves by a factor of two: say yours with budget { price = … }`,
  };
};
