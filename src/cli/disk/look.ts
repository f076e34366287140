import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Damage, Video } from '../../media/inventory.ts';
import { isDamage, readProbe } from '../../media/probe.ts';
import { atOnce } from '../at-once.ts';
import { openProber, type Prober } from './ffprobe.ts';
import { fingerprintOf } from './fingerprint.ts';
import { placeOf } from './place.ts';
import type { Cache, Seen } from './scan-cache.ts';

export type Watch = {
  /** Files looked at the same time; one a core and one more where unsaid. */
  readonly jobs?: number;
  /** How many files have to be looked at, the others being known. */
  readonly started?: (files: number) => void;
  readonly seen?: (path: string) => void;
};

/** Files, and the folder that their paths start from. */
export type Files = { readonly folder: string; readonly paths: readonly string[]; readonly cache: Cache };

export type Look = {
  /** What there is to know of a file. */
  readonly of: (path: string) => Seen;
  /** Files that were looked at now; the others were known. */
  readonly looked: number;
};

/** Looks at each file that the cache doesn't know; what was seen goes into the cache, so that nothing of it is held. */
export const lookAt = async ({ folder, paths, cache }: Files, watch: Watch): Promise<Look> => {
  // Files that can't be looked at now; another time they can.
  const failed = new Map<string, Seen>();
  const unknown: string[] = [];
  await atOnce(paths, 32, async (path) => {
    const state = await stateOf(folder, path);
    if ('damage' in state) failed.set(path, state);
    else if (!cache.find(path, state)) unknown.push(path);
  });
  watch.started?.(unknown.length);
  const prober = openProber({ folder });
  // One more than cores: while a clip is read and written down, the others keep them busy.
  try {
    await atOnce(unknown, watch.jobs ?? availableParallelism() + 1, async (path) => {
      const seen = await seenOf(prober, { folder, path });
      if (seen.isLasting) cache.add(seen.seen);
      else failed.set(path, seen.seen);
      watch.seen?.(path);
    });
  } finally {
    prober.close();
  }
  return { of: (path) => failed.get(path) ?? cache.find(path) ?? absent(path, lost), looked: unknown.length };
};

const absent = (path: string, damage: Damage): Seen => ({ path, modified: 0, size: 0, fingerprint: '', damage });

const lost: Damage = { reason: 'unreadable', detail: 'what was seen of it is gone: scan again' };

type State = { readonly modified: number; readonly size: number };

const stateOf = async (folder: string, path: string): Promise<State | (Seen & { readonly damage: Damage })> => {
  const bad = (damage: Damage) => ({ ...absent(path, damage), damage });
  if (path.includes('\uFFFD')) return bad({ reason: 'name', detail: 'its name is not written in UTF-8' });
  try {
    const found = await stat(placeOf(folder, path));
    // A pipe is waited for until somebody writes into it.
    if (!found.isFile()) return bad({ reason: 'not-a-file', detail: kindOf(found) });
    return { modified: found.mtimeMs, size: found.size };
  } catch (error) {
    return bad({ reason: 'not-a-file', detail: wordsOf(error) });
  }
};

const kindOf = (found: { isDirectory: () => boolean; isFIFO: () => boolean; isSocket: () => boolean }): string => {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a pipe';
  return found.isSocket() ? 'a socket' : 'a device';
};

/** `ENOENT: no such file or directory`: without the place, which is another one on another machine. */
const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split(', ')[0] ?? '';

/** What is seen of a file lasts as long as the file, unless the machine kept us from looking. */
const seenOf = async (
  prober: Prober,
  { folder, path }: { readonly folder: string; readonly path: string },
): Promise<{ readonly seen: Seen; readonly isLasting: boolean }> => {
  const state = await stateOf(folder, path);
  if ('damage' in state) return { seen: state, isLasting: false };
  try {
    const file = { path, ...state, fingerprint: await fingerprintOf(placeOf(folder, path), state.size) };
    if (state.size === 0) return { seen: { ...file, damage: { reason: 'empty', detail: '0 bytes' } }, isLasting: true };
    const probed = await prober.probe(path);
    const found = await orPointer(readProbe(probed), placeOf(folder, path), state.size);
    return {
      seen: isDamage(found) ? { ...file, damage: found } : { ...file, video: found },
      isLasting: probed.code !== null,
    };
  } catch (error) {
    return { seen: { ...absent(path, { reason: 'unreadable', detail: wordsOf(error) }), ...state }, isLasting: false };
  }
};

/** A clone without Git LFS has small texts in place of clips. */
const orPointer = async (found: Video | Damage, place: string, size: number): Promise<Video | Damage> => {
  if (!isDamage(found) || size > 1024) return found;
  const isPointer = (await readFile(place, 'latin1')).startsWith('version https://git-lfs');
  return isPointer ? { ...found, detail: 'it is a pointer of Git LFS, and git lfs pull brings the clip' } : found;
};
