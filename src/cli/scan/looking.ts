import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { printClip, readClip } from '../../media/clip-line.ts';
import type { Clip, Video } from '../../media/inventory.ts';
import { type Looked, lookArguments, lookingAt } from '../../media/looked.ts';
import { safeInput } from '../../media/probe.ts';
import { atOnce } from '../at-once.ts';
import { linesOf, readInventory, writeLines } from '../disk/inventory.ts';
import { placeOf } from '../disk/place.ts';
import { startProgress } from '../progress.ts';

/** What was seen of pictures, by the fingerprint of the file: a clip that has moved, or lies there twice, is not decoded again. */
export type Known = Map<string, Looked>;

/** Written while clips are looked at, and gone when the inventory holds it: what an interrupted look saw is kept. */
const journalOf = (inventory: string): string => inventory.replace(/\.jsonl$/, '.looked.cache.jsonl');

type Line = { readonly fingerprint: string; readonly looked: Looked };

/** What the inventory and an interrupted look know already; asked before a scan writes the inventory anew. */
export const knownLooks = (inventory: string): Known => {
  const known: Known = new Map();
  // An inventory that can't be read is about to be written anew.
  for (const text of existsSync(inventory) ? linesOf(inventory) : []) {
    const clip = text.includes('"looked":{') ? readClip(text) : undefined;
    if (typeof clip === 'object' && clip.looked) known.set(clip.fingerprint, clip.looked);
  }
  const journal = journalOf(inventory);
  if (existsSync(journal))
    for (const text of linesOf(journal)) {
      const line = parsed(text);
      if (line) known.set(line.fingerprint, line.looked);
    }
  return known;
};

/** The last line of an interrupted look may be torn. */
const parsed = (text: string): Line | undefined => {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
};

/** Where the clips are, and how many are decoded at the same time; 0: one a core. */
type Place = Pick<Looking, 'folder' | 'inventory' | 'jobs'>;

export type Looking = {
  /** The folder that paths of the inventory start at. */
  readonly folder: string;
  readonly inventory: string;
  readonly jobs: number;
  readonly started: (files: number) => void;
  readonly seen: (path: string) => void;
};

/** Looks at the clips that nobody has looked at; gives how many, and those that ffmpeg could not decode. */
const lookAtPictures = async (known: Known, looking: Looking): Promise<{ looked: number; failed: string[] }> => {
  const unknown = new Map<string, Clip>();
  for (const clip of readInventory(looking.inventory))
    if (clip.video && !known.has(clip.fingerprint)) unknown.set(clip.fingerprint, clip);
  looking.started(unknown.size);
  const failed: string[] = [];
  await atOnce(unknown.values(), looking.jobs || availableParallelism(), async ({ path, fingerprint, video }) => {
    const looked = video && (await look(placeOf(looking.folder, path), video));
    if (looked) {
      known.set(fingerprint, looked);
      appendFileSync(journalOf(looking.inventory), `${JSON.stringify({ fingerprint, looked } satisfies Line)}\n`);
    } else failed.push(path);
    looking.seen(path);
  });
  return { looked: unknown.size - failed.length, failed };
};

/** Puts what is known into the inventory that a scan has just written. */
const keepLooks = (inventory: string, known: Known): void => {
  if (known.size === 0 || !existsSync(inventory)) return;
  writeLines(inventory, withLooks(inventory, known));
  rmSync(journalOf(inventory), { force: true });
};

function* withLooks(inventory: string, known: Known): Iterable<string> {
  for (const clip of readInventory(inventory)) {
    const looked = clip.video && known.get(clip.fingerprint);
    yield printClip(looked ? { ...clip, looked } : clip);
  }
}

/** Milliseconds; an hour of film takes minutes. What takes more, hangs. */
const patience = 3_600_000;

/** ffmpeg tells of each frame: its lines are heard as they come, however long the clip is. */
const look = (path: string, video: Video): Promise<Looked | undefined> =>
  new Promise((resolve) => {
    const words = lookArguments([...safeInput, '-i', `file:${path}`]);
    const child = spawn('ffmpeg', words, { stdio: ['ignore', 'pipe', 'ignore'], timeout: patience });
    const heard = lookingAt();
    createInterface({ input: child.stdout }).on('line', heard.line);
    let code: number | null = null;
    child.on('error', () => resolve(undefined));
    child.on('exit', (status) => {
      code = status;
    });
    child.on('close', () => resolve(code === 0 ? heard.end(video) : undefined));
  });

/** Looks with progress where that is wanted, and keeps in the inventory what is known; each a line to say. */
export const tellLooks = async (known: Known, wanted: boolean, place: Place): Promise<readonly string[]> => {
  if (!wanted) {
    keepLooks(place.inventory, known);
    return [];
  }
  let progress = startProgress({ name: 'look', things: 'clips' });
  const { looked, failed } = await lookAtPictures(known, {
    ...place,
    started: (total) => {
      progress = startProgress({ name: 'look', things: 'clips', total });
    },
    seen: (path) => progress.step(path),
  });
  progress.end();
  keepLooks(place.inventory, known);
  const bad =
    failed.length > 0
      ? [
          `  ffmpeg can't decode ${failed.slice(0, 3).join(', ')}${failed.length > 3 ? ` and ${failed.length - 3} more` : ''}`,
        ]
      : [];
  return [
    `${looked} decoded now for cuts, frozen and black stretches and bars; cogx check tells what that means`,
    ...bad,
  ];
};
