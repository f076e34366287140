import { createHash, type Hash, hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Sha256 } from '../../emit/manifest.ts';

/** What comes in one piece is hashed at one go, in a quarter of the time: most outputs are one text. */
export const sha256 = (): Sha256 => {
  let first: string | undefined;
  let all: Hash | undefined;
  return {
    update: (text) => {
      if (first === undefined) first = text;
      else {
        all ??= createHash('sha256').update(first);
        all.update(text);
      }
    },
    hex: () => all?.digest('hex') ?? hash('sha256', first ?? ''),
  };
};

const piece = Buffer.allocUnsafeSlow(2 ** 16);

/** sha256 of a file in hex, read piece by piece; undefined where there is no such file. */
export const sha256OfFile = (path: string): string | undefined => {
  const file = opened(path);
  if (file === undefined) return undefined;
  try {
    const length = fillPiece(file);
    return length < piece.length ? hash('sha256', piece.subarray(0, length)) : hashOfPieces(file);
  } finally {
    closeSync(file);
  }
};

/** How much of it there was to read: a piece that is not full is the last. */
const fillPiece = (file: number): number => {
  let length = 0;
  let bytes = -1;
  while (bytes !== 0 && length < piece.length) {
    bytes = readSync(file, piece, length, piece.length - length, null);
    length += bytes;
  }
  return length;
};

/** Of a file whose first piece is read. */
const hashOfPieces = (file: number): string => {
  const all = createHash('sha256').update(piece);
  for (let length = fillPiece(file); length > 0; length = fillPiece(file)) all.update(piece.subarray(0, length));
  return all.digest('hex');
};

const opened = (path: string): number | undefined => {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
};
