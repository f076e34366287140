import { trainedOf } from '../estimate/memory/recipe.ts';
import { epochsOf, learningRateAt, type Schedule } from '../estimate/schedule.ts';
import type { Survey } from '../media/survey.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { ForecastLearning } from './document-learning.ts';
import { judged } from './judged.ts';

/** At most so many points of the learning rate: enough for a page, few enough for a file. */
const points = 200;

export type Learning = { readonly plan: Plan; readonly schedule: Schedule | null; readonly survey: Survey | undefined };

/** Updates, samples, batch, views and the learning rate over time. */
export const learningForecast = ({ plan, schedule, survey }: Learning): ForecastLearning => {
  const { train, cluster } = plan;
  const epochs = schedule && epochsOf(plan, schedule);
  const learning = {
    updates: schedule?.updates ?? null,
    samples: schedule?.samples ?? null,
    epochs,
    global_batch: train.global_batch,
    batch_per_gpu: train.batch_per_gpu,
    accumulate: train.accumulate,
    gpus: cluster.nodes * cluster.gpus_per_node,
    views: epochs === null ? [] : viewsOf(plan, survey, epochs),
    schedule: train.schedule.kind,
    warmup: schedule?.warmup ?? null,
    warmup_share: schedule ? schedule.warmup / Math.max(1, schedule.updates) : null,
    rates: schedule ? [0, 25, 50, 75, 100].map((at) => ({ at: at / 100, rate: rateAt(plan, schedule, at / 100) })) : [],
    curve: schedule ? curveOf(plan, schedule) : [],
    effective_rate: effectiveRate(plan),
    trained: trainedOf(plan),
  };
  return { ...learning, judged: judged(plan, learning) };
};

const rateAt = (plan: Plan, schedule: Schedule, share: number): number =>
  learningRateAt(plan, schedule, Math.max(1, Math.round(share * schedule.updates)));

/** Both ends, the end of the warm-up, and evenly between. */
const curveOf = (plan: Plan, schedule: Schedule): ForecastLearning['curve'] => {
  const { updates, warmup } = schedule;
  const even = Array.from({ length: points - 2 }, (_, index) => Math.round(1 + (index * (updates - 1)) / (points - 3)));
  const all = [...new Set([...even, Math.max(1, warmup), Math.min(updates, warmup + 1)])].sort((a, b) => a - b);
  return all.map((update) => ({ update, rate: learningRateAt(plan, schedule, update) }));
};

/** What a LoRA's output learns at: rate x alpha / rank. */
const effectiveRate = ({ train: { adapter, optimizer } }: Plan): number | null =>
  adapter.kind === 'lora' ? (optimizer.learning_rate * adapter.alpha) / adapter.rank : null;

const viewsOf = (plan: Plan, survey: Survey | undefined, epochs: number): ForecastLearning['views'] =>
  Object.entries(plan.dataset).flatMap(([dataset, { repeats }]) => {
    const seen = survey?.datasets[dataset];
    if (!seen || seen.kept === 0) return [];
    const sample = epochs * repeats;
    return [{ dataset, sample, clip: (sample * seen.samples) / seen.kept }];
  });
