import type { Plan } from './pipeline.ts';

/**
 * The same function, which reckons once for a plan and what else it is given: several rules ask for the same figures. A plan never changes,
 * and one that is forgotten takes its figures with it.
 */
export const perPlan = <Given extends readonly unknown[], Result>(
  reckon: (plan: Plan, ...given: Given) => Result,
): ((plan: Plan, ...given: Given) => Result) => {
  const known = new WeakMap<Plan, { readonly given: Given; readonly result: Result }>();
  return (plan, ...given) => {
    const last = known.get(plan);
    if (last?.given.length === given.length && given.every((each, index) => each === last.given[index]))
      return last.result;
    const result = reckon(plan, ...given);
    known.set(plan, { given, result });
    return result;
  };
};
