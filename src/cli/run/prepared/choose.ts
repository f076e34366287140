/** A sample of a clip, and what orders it. */
export type Candidate<T> = { readonly of: T; readonly name: string; readonly coverage: number };

/** How many are kept, half of them for their low coverage; and what the draw of the others depends on. */
export type Choice = { readonly most: number; readonly seed: number };

/**
 * Keeps the few that are worth a look, however many come: those of the lowest coverage, and some others by a hash of
 * the seed and their names, which is chance that is the same each time.
 */
export const chooser = <T>({ most, seed }: Choice) => {
  const lotOf = (name: string): number => hashOf(`${seed} ${name}`);
  const worst: Candidate<T>[] = [];
  const others: (Candidate<T> & { readonly lot: number })[] = [];
  const byCoverage = (one: Candidate<T>, other: Candidate<T>) =>
    one.coverage - other.coverage || lotOf(one.name) - lotOf(other.name);
  return {
    offer: (candidate: Candidate<T>): void => {
      keepFirst(worst, candidate, { most, order: byCoverage });
      const drawn = { ...candidate, lot: lotOf(candidate.name) };
      keepFirst(others, drawn, { most, order: (one, other) => one.lot - other.lot });
    },
    /** So many or fewer. */
    chosen: (wanted: number): readonly T[] => {
      const first = worst.slice(0, Math.ceil(wanted / 2));
      const names = new Set(first.map(({ name }) => name));
      const drawn = others.filter(({ name }) => !names.has(name)).slice(0, wanted - first.length);
      return [...first, ...drawn.sort(byCoverage)].map((each) => each.of);
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

/** FNV-1a, 32 bits, with the last step of MurmurHash3: names that differ in their end alone come far apart. */
const hashOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
};
