import { type Path, printPath } from '../plan/path.ts';
import type { DatasetPlan, Plan } from '../plan/pipeline.ts';
import type { Schedule } from './schedule.ts';

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** Values of the plan by their printed path. */
export type Training = { readonly [path: string]: Value };

/**
 * What made the updates of a run so far, so that a run goes on only with the same. Machines, sharding, micro-batches,
 * checkpoints, validation and tracking stay out: they may change while it goes on; so may the length, unless the learning
 * rate decays towards it.
 */
export const trainingOf = (plan: Plan, { updates, warmup }: Schedule): Training => {
  const { seed, model, frames, captions, train } = plan;
  const decays = train.schedule.kind !== 'constant';
  return {
    ...flat(['seed'], seed),
    // Tiles are what the reference has.
    ...flat(['model'], { ...model, tiling: model.tiling ? null : false }),
    ...flat(['frames'], { count: frames.count, rate: frames.rate, size: frames.size }),
    ...flat(['captions', 'dropout'], captions.dropout),
    ...flat(['image'], plan.image),
    ...Object.assign(
      {},
      ...Object.entries(plan.dataset).map(([name, dataset]) => flat(['dataset', name], read(dataset))),
    ),
    ...flat(['train', 'adapter'], train.adapter),
    ...(decays ? flat(['train', 'length'], { steps: updates }) : {}),
    ...flat(['train', 'global_batch'], train.global_batch),
    ...flat(['train', 'precision'], train.precision),
    ...flat(['train', 'max_grad_norm'], train.max_grad_norm),
    ...flat(['train', 'optimizer'], train.optimizer),
    ...flat(['train', 'ema'], train.ema),
    ...flat(['train', 'validate', 'held_out'], train.validate.held_out),
    ...flat(['train', 'hooks'], train.hooks),
    ...flat(['train', 'schedule'], { kind: train.schedule.kind, warmup }),
  };
};

/** What a dataset gives to the stream; how much of it may be missing or badly described is no part of that. */
const read = ({ videos, repeats, captions, frames }: DatasetPlan) => ({
  videos,
  repeats,
  captions: { ...captions.from, trigger: captions.trigger, ...(captions.join ? { join: true } : {}) },
  frames,
});

/** Without what is unsaid: a word that is new in a release of cogx ends no run that was begun before. */
const flat = (path: Path, value: unknown): Training => {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return { [printPath(path)]: value as Value };
  return Object.assign({}, ...Object.entries(value).map(([key, item]) => flat([...path, key], item)));
};

/** The same text for the same values, whatever the order in which they stand: its sha256 names them. */
export const printTraining = (training: Training): string =>
  JSON.stringify(Object.entries(training).sort(([one], [other]) => (one < other ? -1 : 1)));
