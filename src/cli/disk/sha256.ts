import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Sha256 } from '../../emit/manifest.ts';

export const sha256 = (): Sha256 => {
  const hash = createHash('sha256');
  return { update: (text) => hash.update(text), hex: () => hash.digest('hex') };
};

const piece = Buffer.allocUnsafeSlow(2 ** 16);

/** sha256 of a file in hex, read piece by piece; undefined where there is no such file. */
export const sha256OfFile = (path: string): string | undefined => {
  const file = opened(path);
  if (file === undefined) return undefined;
  const hash = createHash('sha256');
  try {
    for (let bytes = readSync(file, piece); bytes > 0; bytes = readSync(file, piece))
      hash.update(piece.subarray(0, bytes));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
};

const opened = (path: string): number | undefined => {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
};
