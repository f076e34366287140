import { appendFileSync, existsSync } from 'node:fs';
import type { Damage, Video } from '../../media/inventory.ts';
import { linesOf, writeLines } from './inventory.ts';

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
 * One line a file, appended as files are seen: a scan that is interrupted goes on where it stopped. The first line names the
 * program that looked; another one looks again.
 */
export type Cache = {
  readonly find: (path: string, modified: number, size: number) => Seen | undefined;
  readonly add: (seen: Seen) => void;
  /** Leaves only what is still there. */
  readonly keep: (paths: ReadonlySet<string>) => void;
};

/** Counts up when what `readProbe` makes of an answer changes. */
const revision = 1;

export const openCache = (path: string, program: string): Cache => {
  const head = JSON.stringify({ revision, program });
  const known = readCache(path, head);
  if (!known) writeLines(path, [head]);
  const files = known ?? new Map<string, Seen>();
  return {
    find: (file, modified, size) => {
      const seen = files.get(file);
      return seen?.modified === modified && seen.size === size ? seen : undefined;
    },
    add: (seen) => {
      files.set(seen.path, seen);
      appendFileSync(path, `${JSON.stringify(seen)}\n`);
    },
    keep: (paths) => {
      const kept = [...files.values()].filter((seen) => paths.has(seen.path));
      writeLines(path, [head, ...kept.map((seen) => JSON.stringify(seen))]);
    },
  };
};

const readCache = (path: string, head: string): Map<string, Seen> | undefined => {
  if (!existsSync(path)) return undefined;
  const files = new Map<string, Seen>();
  let first = true;
  for (const line of linesOf(path)) {
    if (first && line !== head) return undefined;
    const seen = first ? undefined : parsed(line);
    if (seen) files.set(seen.path, seen);
    first = false;
  }
  return first ? undefined : files;
};

/** The last line of an interrupted scan may be torn. */
const parsed = (line: string): Seen | undefined => {
  try {
    return JSON.parse(line) as Seen;
  } catch {
    return undefined;
  }
};
