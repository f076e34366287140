import { closeSync, existsSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import type { Damage, Video } from '../../media/inventory.ts';
import { writeLines } from './inventory.ts';
import { lineAt } from './line-at.ts';
import { type Offsets, offsets } from './offsets.ts';

/** What was seen of one file, and when it had been written: as long as size and time stay, it is not looked at again. */
export type Seen = {
  readonly path: string;
  readonly modified: number;
  readonly size: number;
  readonly fingerprint: string;
  readonly video?: Video;
  readonly damage?: Damage;
};

/**
 * A journal: one line a file, in the kernel's hands as soon as the file is seen, so that a scan that is killed loses only what it was
 * looking at. Only the place of each line is held. The first line names the program that looked; another one looks again.
 */
export type Cache = {
  /** What was seen last; of a file that has changed since, nothing. */
  readonly find: (path: string, state?: { readonly modified: number; readonly size: number }) => Seen | undefined;
  readonly add: (seen: Seen) => void;
  /** Ends the scan; where most lines are of files that are gone or have changed, those that count are written again. */
  readonly close: (paths: readonly string[]) => void;
};

/** Counts up when what `readProbe` makes of an answer changes. */
export const revision = 4;

export const openCache = (path: string, program: string): Cache => {
  const head = `${JSON.stringify({ revision, program })}\n`;
  if (!startsWith(path, head)) writeLines(path, [head.trimEnd()]);
  const file = openSync(path, 'a+');
  const { places, lines, end, isTorn } = indexOf(file);
  let next = end;
  let written = lines;
  const append = (text: string) => {
    next += writeSync(file, text);
  };
  if (isTorn) append('\n');
  const find: Cache['find'] = (name, state) => {
    const place = places.get(name);
    const seen = place === undefined ? undefined : seenAt(file, place);
    if (seen?.path !== name) return undefined;
    return !state || (seen.modified === state.modified && seen.size === state.size) ? seen : undefined;
  };
  return {
    find,
    add: (seen) => {
      places.set(seen.path, next);
      written++;
      append(`${JSON.stringify(seen)}\n`);
    },
    close: (paths) => {
      if (written > 2 * paths.length + 1000) writeLines(path, linesFor(head, paths, find));
      closeSync(file);
    },
  };
};

function* linesFor(head: string, paths: readonly string[], find: Cache['find']): Iterable<string> {
  yield head.trimEnd();
  for (const path of paths) {
    const seen = find(path);
    if (seen) yield JSON.stringify(seen);
  }
}

const startsWith = (path: string, head: string): boolean => {
  if (!existsSync(path)) return false;
  const file = openSync(path, 'r');
  const start = Buffer.alloc(Buffer.byteLength(head));
  readSync(file, start, 0, start.length, 0);
  closeSync(file);
  return start.toString() === head;
};

/** The path stands first in each line, and this after it. */
const afterPath = Buffer.from('","modified":');
const beforePath = Buffer.from('{"path":');

type Index = { readonly places: Offsets; readonly lines: number; readonly end: number; readonly isTorn: boolean };

/** The place of each line; a later one of the same file counts. */
const indexOf = (file: number): Index => {
  const places = offsets();
  const chunk = Buffer.alloc(1 << 22);
  let [start, kept, lines] = [0, 0, 0];
  for (let size = readSync(file, chunk, 0, chunk.length, 0); size > 0; ) {
    const held = chunk.subarray(0, kept + size);
    let from = 0;
    for (let to = held.indexOf(10); to >= 0; to = held.indexOf(10, from)) {
      const name = nameIn(held.subarray(from, to));
      if (name !== undefined) places.set(name, start + from);
      lines++;
      from = to + 1;
    }
    held.copyWithin(0, from);
    kept = held.length - from;
    start += from;
    size = kept === chunk.length ? 0 : readSync(file, chunk, kept, chunk.length - kept, start + kept);
  }
  return { places, lines, end: fstatSync(file).size, isTorn: kept > 0 };
};

/** The last line of a scan that was cut off may be torn. */
const nameIn = (line: Buffer): string | undefined => {
  const end = line.indexOf(afterPath);
  if (end < 0 || line.indexOf(beforePath) !== 0) return undefined;
  return JSON.parse(line.subarray(beforePath.length, end + 1).toString()) as string;
};

const seenAt = (file: number, place: number): Seen | undefined => {
  const line = lineAt(file, place);
  return line === undefined ? undefined : parsed(line);
};

const parsed = (text: string): Seen | undefined => {
  try {
    return JSON.parse(text) as Seen;
  } catch {
    return undefined;
  }
};
