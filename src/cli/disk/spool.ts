import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import type { Store } from '../../media/captions.ts';
import { lineAt } from './line-at.ts';

export type Spool = Store & { readonly close: () => void };

/** Bytes that are held before a file is made. */
const roomy = 1 << 20;

/**
 * Texts without line breaks, in memory while they are few, else in a nameless file. It lies beside `path` and not in the folder for
 * temporary files, which on many machines is memory.
 */
export const openSpool = (path: string): Spool => {
  const held = Buffer.alloc(roomy);
  let [file, written, size] = [-1, 0, 0];
  const flush = () => {
    if (file < 0) file = nameless(`${path}.${process.pid}.tmp`);
    writeSync(file, held, 0, size);
    written += size;
    size = 0;
  };
  return {
    put: (text) => {
      const line = Buffer.from(`${text}\n`);
      if (size + line.length > roomy) flush();
      const place = written + size;
      if (line.length > roomy) written += writeSync(file, line);
      else size += line.copy(held, size);
      return place;
    },
    at: (place) => {
      if (place < written) return lineAt(file, place) ?? '';
      const from = place - written;
      return held.toString('utf8', from, held.indexOf(10, from));
    },
    close: () => {
      if (file >= 0) closeSync(file);
    },
  };
};

/** Gone as soon as nobody holds it open, whatever becomes of this process. */
const nameless = (path: string): number => {
  const file = openSync(path, 'w+');
  rmSync(path);
  return file;
};
