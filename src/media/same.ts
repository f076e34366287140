/** Which of many texts have been seen before, by 52 bits of each: 16 bytes a text, where a Set of a million strings takes 100. */
export type Seen = {
  /** The number that the first one with this key was given, or undefined where it is the first. */
  readonly before: (key: number, number: number) => number | undefined;
};

export const seen = (): Seen => {
  let keys = new Float64Array(1 << 10);
  let numbers = new Uint32Array(1 << 10);
  let count = 0;

  /** Where a key stands, or the free place where it may. 0 is free: no key is 0. */
  const placeOf = (key: number): number => {
    const mask = keys.length - 1;
    let place = (key ^ (key / 2 ** 26)) & mask;
    while (keys[place] !== 0 && keys[place] !== key) place = (place + 1) & mask;
    return place;
  };

  const put = (key: number, number: number): void => {
    const place = placeOf(key);
    keys[place] = key;
    numbers[place] = number;
  };

  const grow = (): void => {
    const [oldKeys, oldNumbers] = [keys, numbers];
    keys = new Float64Array(oldKeys.length * 2);
    numbers = new Uint32Array(oldKeys.length * 2);
    oldKeys.forEach((key, place) => {
      if (key !== 0) put(key, oldNumbers[place] ?? 0);
    });
  };

  return {
    before(key, number) {
      const place = placeOf(key);
      if (keys[place] === key) return numbers[place];
      put(key, number);
      count += 1;
      if (count * 2 > keys.length) grow();
      return undefined;
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
