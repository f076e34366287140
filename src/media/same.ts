import { numberTable } from './number-table.ts';

/** Which of many texts have been seen before, by 52 bits of each. */
export type Seen = {
  /** The number that the first one with this key was given, or undefined where it is the first. */
  readonly before: (key: number, number: number) => number | undefined;
};

export const seen = (): Seen => {
  const { get, set } = numberTable();
  return {
    before: (key, number) => {
      const first = get(key);
      if (first === undefined) set(key, number);
      return first;
    },
  };
};

/** 52 bits of a fingerprint in hex, mixed with those of a text: a number above 0. */
export const keyOf = (fingerprint: string, text: string): number => {
  let mixed = 0x811c9dc5;
  const length = Math.min(text.length, 256);
  for (let index = 0; index < length; index++) mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193);
  const high = (Number.parseInt(fingerprint.slice(0, 6), 16) ^ (mixed & 0xffffff)) >>> 0;
  const low = (Number.parseInt(fingerprint.slice(6, 13), 16) ^ ((mixed >>> 4) & 0xfffffff)) >>> 0;
  return high * 2 ** 28 + low + 1;
};
