import { numberTable } from '../../media/number-table.ts';

/** Where the line of each file begins in a journal, by 53 bits of its path. */
export type Offsets = {
  readonly get: (path: string) => number | undefined;
  readonly set: (path: string, offset: number) => void;
};

export const offsets = (): Offsets => {
  const { get, set } = numberTable();
  return { get: (path) => get(keyOf(path)), set: (path, offset) => set(keyOf(path), offset) };
};

/** Two multiplicative hashes of 32 and 21 bits, each mixed at the end as MurmurHash3 does; a number above 0. */
const keyOf = (path: string): number => {
  let low = 0x9e3779b9;
  let high = 0x85ebca6b;
  for (let index = 0; index < path.length; index++) {
    const letter = path.charCodeAt(index);
    low = Math.imul(low ^ letter, 0x01000193);
    high = Math.imul(high ^ letter, 0x5bd1e995);
    high ^= high >>> 13;
  }
  return (mixed(high) >>> 11) * 2 ** 32 + (mixed(low) >>> 0) + 1;
};

const mixed = (hash: number): number => {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
};
