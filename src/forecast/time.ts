import { waitingOf } from '../estimate/loading.ts';
import { scaled, whyNotUsed } from '../estimate/measured.ts';
import { networkOf } from '../estimate/network.ts';
import { forwardFlops, speedOf, trainingFlops, updateFlops } from '../estimate/time.ts';
import { tokensOf } from '../estimate/tokens.ts';
import { gpus } from '../hardware/gpus.ts';
import { utilisation } from '../hardware/utilisation.ts';
import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { digits } from '../rules/common.ts';
import type { Around, ForecastTime } from './document-run.ts';
import { limitsOf } from './limits.ts';
import { around, partsOf, type Timed, type Update } from './time-parts.ts';

const times = ({ expected, least, most }: Around, by: number): Around => ({
  expected: expected * by,
  least: least * by,
  most: most * by,
});

const sum = (all: readonly Around[]): Around => ({
  expected: all.reduce((total, each) => total + each.expected, 0),
  least: all.reduce((total, each) => total + each.least, 0),
  most: all.reduce((total, each) => total + each.most, 0),
});

/** Null where no speed is known and nothing was measured. */
export const timeForecast = (timed: Timed): ForecastTime | null => {
  const { plan, measured } = timed;
  const update = updateOf(timed);
  if (!update) return null;
  const parts = partsOf(timed, update);
  const training = ['start', 'updates', 'network', 'data', 'checkpoints', 'validation'];
  const known = (only?: readonly string[]) =>
    sum(parts.flatMap(({ name, seconds }) => (seconds && (!only || only.includes(name)) ? [seconds] : [])));
  const [train, total] = [known(training), known()];
  const { price, price_of } = priceOf(plan);
  const hoursOf = sum(
    parts.map(({ seconds, gpu_hours }) =>
      seconds && seconds.expected > 0 ? times(seconds, gpu_hours / seconds.expected) : around(0, 0),
    ),
  );
  const gpu = plan.cluster.gpu;
  const peak = gpu && plan.train.precision !== 'fp32' ? gpus[gpu].tflops[plan.train.precision] : null;
  const computed = updateFlops(plan) / update.expected / 1e12;
  return {
    flops: flopsOf(plan),
    achieved: {
      peak,
      share: update.isMeasured ? (peak ? computed / peak : null) : gpu && utilisation[gpu].share,
      band: update.band,
      source: update.isMeasured ? `measured by a run: ${measured?.file}` : gpu ? utilisation[gpu].source : '',
    },
    update: { expected: update.expected, least: update.least, most: update.most },
    measured: measured ? measuredOf(plan, measured) : null,
    parts: parts.map((part) => ({ ...part, price: price === null ? null : part.gpu_hours * price })),
    train,
    total,
    gpu_hours: hoursOf,
    price: price === null ? null : times(hoursOf, price),
    price_of,
    limits: limitsOf(plan, { train, hours: hoursOf }),
  };
};

/** One update: as a run has measured it, or from its operations. */
const updateOf = ({ plan, measured }: Timed): Update | null => {
  if (measured && whyNotUsed(plan, measured.measured) === undefined) {
    const { seconds, band } = scaled(plan, measured.measured);
    return { ...around(seconds, band), band, isMeasured: true, computing: seconds };
  }
  const speed = speedOf(plan);
  if (!speed) return null;
  const computing = updateFlops(plan) / speed.flops;
  const { shown, offload } = networkOf(plan, computing);
  const waits = waitingOf(plan, computing);
  return { ...around(computing + shown + offload + waits, speed.band), band: speed.band, isMeasured: false, computing };
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
  const model = models[plan.model.kind];
  const { linear, attention } = forwardFlops(model, tokensOf(model, plan.frames.count, plan.frames.size).sequence);
  return { sample: trainingFlops(plan), update: updateFlops(plan), attention: attention / (linear + attention) };
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
