import { readSync } from 'node:fs';

let held = Buffer.alloc(4096);

/** The line that begins at a place of an open file; undefined where it does not end. */
export const lineAt = (file: number, place: number): string | undefined => {
  for (;;) {
    const size = readSync(file, held, 0, held.length, place);
    const end = held.subarray(0, size).indexOf(10);
    if (end >= 0) return held.toString('utf8', 0, end);
    if (size < held.length) return undefined;
    held = Buffer.alloc(held.length * 4);
  }
};
