import type { Checked } from './check.ts';
import { type Numbers, numbersOf, samplingOf } from './diff/numbers.ts';
import { emit } from './emit/emit.ts';
import type { Job } from './emit/job.ts';
import { hashOf, type Sha256 } from './emit/manifest.ts';
import { entries } from './emit/plan-json.ts';
import { printTraining, trainingOf } from './estimate/training.ts';

/** A pipeline as it is compiled; without a job where it can't be. */
export type Side = { readonly checked: Checked; readonly job?: Job };

/** A value of the plan, and where it comes from. */
export type Stands = { readonly value: unknown; readonly from: string };

export type Changed<T> = { readonly what: string; readonly old?: T; readonly new?: T };

export type Difference = {
  /** Values by their path in the plan; a side that has no such word has no value. */
  readonly values: readonly Changed<Stands>[];
  /** What the plan comes to. */
  readonly numbers: readonly Changed<string>[];
  /** What the inventory gives under its policies; nothing where a side has none. */
  readonly sampling: readonly Changed<string>[];
  /** What made the updates: where that is the same, a run goes on with the new plan. Null where a schedule is unknown. */
  readonly training: { readonly same: boolean; readonly because: readonly string[] } | null;
  /** Null where a side does not compile. */
  readonly outputs: Readonly<Record<'changed' | 'added' | 'removed', readonly string[]>> | null;
};

/** What changes between two pipelines, in terms of the plan. */
export const diff = (old: Side, young: Side, sha256: () => Sha256): Difference => ({
  values: changed(valuesOf(old), valuesOf(young), (one, other) => same(one.value, other.value)),
  numbers: numbers(numbersOf(old.checked), numbersOf(young.checked)),
  sampling:
    old.checked.survey && young.checked.survey ? numbers(samplingOf(old.checked), samplingOf(young.checked)) : [],
  training: training(old.checked, young.checked),
  outputs: outputs(old, young, sha256),
});

export const isEmpty = ({ values, numbers, sampling, training, outputs }: Difference): boolean =>
  values.length + numbers.length + sampling.length === 0 &&
  training?.same !== false &&
  Object.values(outputs ?? {}).every((paths) => paths.length === 0);

const valuesOf = ({ checked }: Side): Map<string, Stands> =>
  new Map(entries(checked).map(([path, value, from]) => [path, { value, from }]));

/** What is not the same on both sides, in the order of the new side; what it has no more comes last. */
const changed = <T>(
  old: ReadonlyMap<string, T>,
  young: ReadonlyMap<string, T>,
  equal: (one: T, other: T) => boolean,
): Changed<T>[] =>
  [...new Set([...young.keys(), ...old.keys()])].flatMap((what) => {
    const [before, after] = [old.get(what), young.get(what)];
    if (before !== undefined && after !== undefined && equal(before, after)) return [];
    return [{ what, ...(before === undefined ? {} : { old: before }), ...(after === undefined ? {} : { new: after }) }];
  });

const numbers = (old: Numbers, young: Numbers): Changed<string>[] => changed(known(old), known(young), Object.is);

const known = (numbers: Numbers): Map<string, string> =>
  new Map([...numbers].flatMap(([what, value]) => (value === null ? [] : [[what, value] as const])));

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const training = (old: Checked, young: Checked): Difference['training'] => {
  if (old.schedule === null || young.schedule === null) return null;
  const [before, after] = [trainingOf(old.plan, old.schedule), trainingOf(young.plan, young.schedule)];
  const because = changed(new Map(Object.entries(before)), new Map(Object.entries(after)), same).map(
    ({ what }) => what,
  );
  return { same: printTraining(before) === printTraining(after), because };
};

const outputs = (old: Side, young: Side, sha256: () => Sha256): Difference['outputs'] => {
  if (!old.job || !young.job) return null;
  const all = changed(hashesOf(old.job, sha256), hashesOf(young.job, sha256), Object.is);
  const of = (is: (each: Changed<string>) => boolean): string[] => all.filter(is).map(({ what }) => what);
  return {
    changed: of((each) => each.old !== undefined && each.new !== undefined),
    added: of((each) => each.old === undefined),
    removed: of((each) => each.new === undefined),
  };
};

/** As if both were one file: its name stands in the first line of each output. plan.json is what `values` tells. */
const hashesOf = (job: Job, sha256: () => Sha256): Map<string, string> => {
  const renamed = { ...job, source: 'pipeline.cogx', command: 'cogx compile pipeline.cogx' };
  return new Map(
    [...emit(renamed)].filter(({ path }) => path !== 'plan.json').map(({ path, text }) => [path, hashOf(text, sha256)]),
  );
};
