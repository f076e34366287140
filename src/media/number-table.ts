/**
 * Numbers by numbers, in two flat arrays: 16 to 32 bytes an entry, where a Map of a million texts takes 100 to 150. A key is a hash of
 * what is meant, above 0; whoever asks looks whether it is the right one, where a wrong one would do harm.
 */
export type NumberTable = {
  readonly get: (key: number) => number | undefined;
  readonly set: (key: number, value: number) => void;
};

/** Where a key stands, or the free place where it may. 0 is free. */
const placeOf = (keys: Float64Array, key: number): number => {
  const mask = keys.length - 1;
  let place = (key ^ (key / 2 ** 26)) & mask;
  while (keys[place] !== 0 && keys[place] !== key) place = (place + 1) & mask;
  return place;
};

export const numberTable = (): NumberTable => {
  let keys = new Float64Array(1 << 10);
  let values = new Float64Array(1 << 10);
  let count = 0;

  const put = (key: number, value: number): void => {
    const place = placeOf(keys, key);
    if (keys[place] === 0) count++;
    keys[place] = key;
    values[place] = value;
  };

  const grow = (): void => {
    const [oldKeys, oldValues] = [keys, values];
    keys = new Float64Array(oldKeys.length * 2);
    values = new Float64Array(oldKeys.length * 2);
    count = 0;
    oldKeys.forEach((key, place) => {
      if (key !== 0) put(key, oldValues[place] ?? 0);
    });
  };

  return {
    get: (key) => {
      const place = placeOf(keys, key);
      return keys[place] === key ? values[place] : undefined;
    },
    set: (key, value) => {
      put(key, value);
      if (count * 2 > keys.length) grow();
    },
  };
};

/** 53 bits of a text: two multiplicative hashes of 32 and 21 bits, each mixed at the end as MurmurHash3 does; a number above 0. */
export const keyOf = (text: string): number => {
  let low = 0x9e3779b9;
  let high = 0x85ebca6b;
  for (let index = 0; index < text.length; index++) {
    const letter = text.charCodeAt(index);
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
