import type { DatasetPlan, Plan } from '../../plan/pipeline.ts';
import type { Facts } from '../rule.ts';

type From = DatasetPlan['captions']['from'];

/** Each place of the file that says where captions stand: the pipeline's own, and those of datasets. */
export const captionsFrom = (
  plan: Plan,
  facts: Facts,
): readonly { readonly path: readonly string[]; readonly from: From }[] => [
  { path: ['captions', 'from'], from: plan.captions.from as From },
  ...Object.entries(plan.dataset)
    .map(([name, { captions }]) => ({ path: ['dataset', name, 'captions', 'from'], from: captions.from }))
    .filter(({ path }) => facts.written(path)),
];

/** Where the captions of a dataset are said to stand. */
export const fromPath = (facts: Facts, name: string): readonly string[] | undefined =>
  [
    ['dataset', name, 'captions', 'from'],
    ['captions', 'from'],
  ].find((path) => facts.written(path));
