import type { Checked } from '../check.ts';
import { epochsOf, learningRateAt, type Schedule } from '../estimate/schedule.ts';
import { memoryForecast } from '../forecast/memory.ts';
import { timeForecast } from '../forecast/time.ts';
import type { DatasetSurvey } from '../media/survey.ts';
import { gib, hours, lasting, scientific } from '../rules/common.ts';

/** What a plan comes to, as a person reads it; null where it can't be known. */
export type Numbers = ReadonlyMap<string, string | null>;

export const numbersOf = ({ plan, schedule, part, survey }: Checked): Numbers => {
  if (part) return new Map();
  const { nodes, gpus_per_node } = plan.cluster;
  return new Map<string, string | null>([
    ['samples a pass', whole(schedule?.samples)],
    ['updates', whole(schedule?.updates)],
    ['global batch', whole(plan.train.global_batch)],
    ['GPUs', whole(nodes * gpus_per_node)],
    ['passes over all samples', schedule && rounded(epochsOf(plan, schedule))],
    ...Object.entries(plan.dataset).map(
      ([name, { repeats }]) =>
        [`views of a clip of ${name}`, schedule && views(epochsOf(plan, schedule), repeats)] as const,
    ),
    ['warm-up', whole(schedule?.warmup)],
    ...[0, 25, 50, 75, 100].map(
      (share) => [`learning rate at ${share} %`, schedule && rateAt({ plan, schedule }, share / 100)] as const,
    ),
    ...costsOf({ plan, schedule, survey }),
  ]);
};

type Costly = {
  readonly plan: Checked['plan'];
  readonly schedule: Schedule | null;
  readonly survey: Checked['survey'];
};

/** As `cogx plan` says it, but for what a run has measured: that is of this machine and of one side. */
const costsOf = ({ plan, schedule, survey }: Costly): (readonly [string, string | null])[] => {
  const memory = memoryForecast(plan);
  const time = schedule && timeForecast({ plan, schedule, survey, measured: undefined });
  return [
    ['memory of a GPU', memory && gib(memory.needs.expected)],
    ['time', time && lasting(time.total.expected)],
    ['GPU hours', time && hours(time.gpu_hours.expected)],
    ['price', time?.price ? `${rounded(time.price.expected)} USD` : null],
  ];
};

/** What the inventory gives, dataset by dataset. */
export const samplingOf = ({ survey }: Checked): Numbers =>
  new Map(Object.entries(survey?.datasets ?? {}).flatMap(([name, seen]) => [...ofDataset(name, seen)]));

function* ofDataset(name: string, seen: DatasetSurvey): Iterable<[string, string]> {
  const counts = { clips: seen.clips, 'clips kept': seen.kept, samples: seen.samples, damaged: seen.damaged.count };
  for (const [what, count] of Object.entries(counts)) yield [`${name}: ${what}`, String(count)];
  yield [`${name}: without caption`, String(seen.captionless.count)];
  for (const [reason, { count }] of Object.entries(seen.left_out))
    yield [`${name}: left out, ${reason}`, String(count)];
  for (const [word, count] of Object.entries(seen.acted)) yield [`${name}: changed by ${word}`, String(count)];
  yield [`${name}: least coverage`, percent(seen.least_coverage)];
  const { seconds, seconds_used, frames, doubled, held } = seen.footage;
  yield [`${name}: footage used`, percent(seconds_used / (seconds || 1))];
  yield [`${name}: frames shown twice`, percent(doubled / (frames || 1))];
  yield [`${name}: frames held at the end`, percent(held / (frames || 1))];
}

const percent = (share: number): string => `${rounded(share * 100)} %`;

const whole = (number: number | null | undefined): string | null => (number == null ? null : String(number));

const rounded = (number: number | null): string | null =>
  number === null ? null : String(Number(number.toPrecision(3)));

const views = (passes: number | null, repeats: number): string | null =>
  passes === null ? null : rounded(passes * repeats);

const rateAt = ({ plan, schedule }: { plan: Checked['plan']; schedule: Schedule }, share: number): string =>
  scientific(learningRateAt(plan, schedule, Math.max(1, Math.round(share * schedule.updates))));
