import type { Gpu } from '../hardware/gpu.ts';
import { gpus } from '../hardware/gpus.ts';
import type { DatasetSurvey, Group } from '../media/survey.ts';
import type { Model, Size } from '../models/model.ts';
import { models } from '../models/models.ts';
import type { DatasetPlan, Plan } from '../plan/pipeline.ts';
import type { Facts } from './rule.ts';

/** What several rules need to know or to say. */

export const modelOf = (plan: Plan): Model => models[plan.model.kind];

/** Undefined where the file says no kind of GPU. */
export const gpuOf = ({ cluster }: Plan): Gpu | undefined => (cluster.gpu === null ? undefined : gpus[cluster.gpu]);

/** GPUs (or processes on the CPU) of the whole cluster. */
export const gpuCount = ({ cluster }: Plan): number => cluster.nodes * cluster.gpus_per_node;

/** Prodigy's learning rate scales what it finds itself: no bound for other optimizers says anything of it. */
export const findsItsRate = ({ kind }: Plan['train']['optimizer']): boolean => kind === 'prodigy';

/** 0.0000123 -> `1.23e-5`, as a learning rate is written. */
export const scientific = (number: number): string => {
  const rounded = Number(number.toPrecision(3));
  return rounded >= 0.1 && rounded < 1000 ? String(rounded) : rounded.toExponential().replace('e+', 'e');
};

/** 0.034 -> `3.4 %` */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(share < 0.1 ? 2 : 3))} %`;

/** `64 MiB`, `0.4 GiB`, `12.3 GiB`, `4.5 TiB` */
export const gib = (number: number): string => {
  if (number < 0.1) return `${Number((number * 1024).toPrecision(2))} MiB`;
  if (number >= 2048) return `${Number((number / 1024).toPrecision(3))} TiB`;
  return `${Number(number.toPrecision(number < 1 ? 2 : 3))} GiB`;
};

/** 0.42, 12.3, 345 */
export const hours = (number: number): string => String(Number(number.toPrecision(number < 100 ? 2 : 3)));

/** `3 min`, `5.5 h`, `2.1 days` */
export const lasting = (seconds: number): string => {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Number((seconds / 3600).toPrecision(3))} h`;
  return days(seconds);
};

const days = (seconds: number): string => `${Number((seconds / 86_400).toPrecision(2))} days`;

/** `26 to 60 days`, `1.1 to 2.6 days`, `45 min to 2.1 h` */
export const between = (
  { least, most }: { readonly least: number; readonly most: number },
  word: 'to' | 'and',
): string => {
  const [from, to] = [least >= 86_400 && most >= 172_800 ? days(least) : lasting(least), lasting(most)];
  const unit = to.slice(to.indexOf(' '));
  return `${from.endsWith(unit) ? from.slice(0, -unit.length) : from} ${word} ${to}`;
};

/** So many significant digits: `0.0123`, `40.1` */
export const digits = (value: number, many = 3): string => String(Number(value.toPrecision(many)));

/** 8 fps, 23.976 fps */
export const fps = (rate: number): string => `${Number(rate.toFixed(3))} fps`;

/** `1360x768` */
export const printedSize = ({ width, height }: Size): string => `${width}x${height}`;

/** `1 clip`, `12 clips` */
export const count = (number: number, thing: string, things = `${thing}s`): string =>
  `${number} ${number === 1 ? thing : things}`;

/** `is a copy` of one, `are copies` of several: how a sentence that begins with `some` goes on. */
export const agree = ({ count: number }: Group, one: string, several: string): string => (number === 1 ? one : several);

/** `12 of 340 clips (3.5 %)`, `All 340 clips`, `The one clip`: how a finding on clips begins. */
export const some = ({ count: number }: Group, total: number, thing: string): string => {
  if (number < total) return `${number} of ${count(total, thing)} (${percent(number / total)})`;
  return total === 1 ? `The one ${thing}` : `All ${count(total, thing)}`;
};

/** The first three by name, after a colon. */
export const named = (group: Group): string => (group.first.length === 0 ? '' : `: ${namesOf(group)}`);

/** `a.mp4, b.mp4, c.mp4 and 17 more` */
export const namesOf = ({ count: number, first }: Group): string =>
  number > first.length ? `${first.join(', ')} and ${number - first.length} more` : first.join(', ');

export type Surveyed = { readonly name: string; readonly dataset: DatasetPlan; readonly seen: DatasetSurvey };

/** The datasets that have clips in the inventory. */
export const surveyed = (plan: Plan, { survey }: Facts): readonly Surveyed[] =>
  Object.entries(plan.dataset).flatMap(([name, dataset]) => {
    const seen = survey?.datasets[name];
    return seen && seen.clips > 0 ? [{ name, dataset, seen }] : [];
  });

/** The datasets of which some clip gives a sample; of the others `nothing-left` says all there is to say. */
export const trained = (plan: Plan, facts: Facts): readonly Surveyed[] =>
  surveyed(plan, facts).filter(({ seen }) => seen.kept > 0);

export type PolicyWord = 'above_rate' | 'below_rate' | 'longer' | 'shorter' | 'interlaced' | 'hdr' | 'fit';

/** Where a word of a dataset's frame policy is written: in the dataset, in the pipeline, or nowhere. */
export const policyPath = (facts: Facts, name: string, word: PolicyWord): readonly string[] | undefined =>
  [
    ['dataset', name, 'frames', word],
    ['frames', word],
  ].find((path) => facts.written(path));
