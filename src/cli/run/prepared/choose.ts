/** A sample of a clip, and what orders it. */
export type Candidate<T> = { readonly of: T; readonly name: string; readonly coverage: number };

/**
 * Keeps the few that are worth a look, however many come: those of the lowest coverage, and some others by a hash of
 * their names, which is chance that is the same each time.
 */
export const chooser = <T>(most: number) => {
  const worst: Candidate<T>[] = [];
  const others: (Candidate<T> & { readonly lot: number })[] = [];
  const half = Math.ceil(most / 2);
  const byCoverage = (one: Candidate<T>, other: Candidate<T>) =>
    one.coverage - other.coverage || lotOf(one.name) - lotOf(other.name);
  return {
    offer: (candidate: Candidate<T>): void => {
      if (candidate.coverage < 0.995) keepFirst(worst, candidate, { most: half, order: byCoverage });
      keepFirst(
        others,
        { ...candidate, lot: lotOf(candidate.name) },
        { most, order: (one, other) => one.lot - other.lot },
      );
    },
    chosen: (): readonly Candidate<T>[] => {
      const names = new Set(worst.map(({ name }) => name));
      return [...worst, ...others.filter(({ name }) => !names.has(name))].slice(0, most);
    },
  };
};

type Keeping<T> = { readonly most: number; readonly order: (one: T, other: T) => number };

const keepFirst = <T>(kept: T[], one: T, { most, order }: Keeping<T>): void => {
  const last = kept.at(-1);
  if (kept.length === most && last && order(one, last) >= 0) return;
  const place = kept.findIndex((each) => order(one, each) < 0);
  kept.splice(place < 0 ? kept.length : place, 0, one);
  if (kept.length > most) kept.pop();
};

/** FNV-1a, 32 bits. */
const lotOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
};
