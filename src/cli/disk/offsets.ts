/** Where the line of each file begins in a journal, by 53 bits of its path: 32 bytes a file, where a Map of a million paths takes 150. */
export type Offsets = {
  readonly get: (path: string) => number | undefined;
  readonly set: (path: string, offset: number) => void;
  readonly size: () => number;
};

export const offsets = (): Offsets => {
  let keys = new Float64Array(1 << 10);
  let places = new Float64Array(1 << 10);
  let count = 0;

  const put = (key: number, place: number): void => {
    const slot = slotOf(keys, key);
    if (keys[slot] === 0) count++;
    keys[slot] = key;
    places[slot] = place;
  };

  const grow = (): void => {
    const [oldKeys, oldPlaces] = [keys, places];
    keys = new Float64Array(oldKeys.length * 2);
    places = new Float64Array(oldKeys.length * 2);
    count = 0;
    oldKeys.forEach((key, slot) => {
      if (key !== 0) put(key, oldPlaces[slot] ?? 0);
    });
  };

  return {
    get: (path) => {
      const key = keyOf(path);
      const slot = slotOf(keys, key);
      return keys[slot] === key ? places[slot] : undefined;
    },
    set: (path, offset) => {
      put(keyOf(path), offset);
      if (count * 2 > keys.length) grow();
    },
    size: () => count,
  };
};

/** Where a key stands, or the free place where it may. 0 is free: no key is 0. */
const slotOf = (keys: Float64Array, key: number): number => {
  const mask = keys.length - 1;
  let slot = (key % 0x40000000) & mask;
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
  return slot;
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
