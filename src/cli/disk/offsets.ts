import { keyOf, numberTable } from '../../media/number-table.ts';

/** Where the line of each file begins in a journal, by 53 bits of its path. */
export type Offsets = {
  readonly get: (path: string) => number | undefined;
  readonly set: (path: string, offset: number) => void;
};

export const offsets = (): Offsets => {
  const { get, set } = numberTable();
  return { get: (path) => get(keyOf(path)), set: (path, offset) => set(keyOf(path), offset) };
};
