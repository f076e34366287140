import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Damage } from '../../media/inventory.ts';
import { isDamage, readProbe } from '../../media/probe.ts';
import { probe } from './ffprobe.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Cache, Seen } from './scan-cache.ts';

export type Watch = {
  /** Files looked at the same time; one a core where unsaid. */
  readonly jobs?: number;
  /** How many files have to be looked at, the others being known. */
  readonly started?: (files: number) => void;
  readonly seen?: (path: string) => void;
};

type File = { readonly path: string; readonly place: string; readonly modified: number; readonly size: number };

/** What there is to know of each file; what the cache knows is not looked at again. */
export const lookAt = async (folder: string, paths: readonly string[], cache: Cache): Promise<Look> => {
  const files = new Map<string, Seen>();
  const unknown: File[] = [];
  await each(paths, 32, async (path) => {
    const file = await fileAt(folder, path);
    const known = 'place' in file ? cache.find(path, file.modified, file.size) : file;
    if (known) files.set(path, known);
    else if ('place' in file) unknown.push(file);
  });
  return {
    files,
    unknown: unknown.length,
    run: async ({ jobs = availableParallelism(), started, seen }) => {
      started?.(unknown.length);
      await each(unknown, jobs, async (file) => {
        const found = await seenOf(file);
        cache.add(found);
        files.set(file.path, found);
        seen?.(file.path);
      });
      cache.keep(new Set(paths));
    },
  };
};

export type Look = {
  readonly files: ReadonlyMap<string, Seen>;
  /** Files that `run` looks at. */
  readonly unknown: number;
  readonly run: (watch: Watch) => Promise<void>;
};

/** Does something with each item, so many at a time. */
const each = async <T>(items: readonly T[], jobs: number, act: (item: T) => Promise<void>): Promise<void> => {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await act(item);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
};

const fileAt = async (folder: string, path: string): Promise<File | Seen> => {
  const absent = (damage: Damage): Seen => ({ path, modified: 0, size: 0, fingerprint: '', damage });
  if (path.includes('\uFFFD')) return absent({ reason: 'name', detail: 'its name is not written in UTF-8' });
  const place = path.startsWith('/') ? path : join(folder, path);
  try {
    const { mtimeMs, size } = await stat(place);
    return { path, place, modified: mtimeMs, size };
  } catch (error) {
    return absent({ reason: 'not-a-file', detail: String(error instanceof Error ? error.message : error) });
  }
};

const seenOf = async ({ path, place, modified, size }: File): Promise<Seen> => {
  try {
    const file = { path, modified, size, fingerprint: await fingerprintOf(place, size) };
    if (size === 0) return { ...file, damage: { reason: 'empty', detail: '0 bytes' } };
    const found = readProbe(await probe(place));
    return isDamage(found) ? { ...file, damage: found } : { ...file, video: found };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { path, modified, size, fingerprint: '', damage: { reason: 'unreadable', detail } };
  }
};
