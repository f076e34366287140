import { pathFrom } from '../plan/file-path.ts';
import type { Written } from './caption-times.ts';
import { keyOf, numberTable } from './number-table.ts';

/** The text of a caption as the model reads it: T5's tokenizer takes every run of white space as one space. */
export const cleanCaption = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\s+/g, ' ')
    .trim();

/** `data/birds/clip.mp4` → `data/birds/clip.txt` */
export const besidePath = (clip: string, suffix: string): string => clip.replace(/\.[^./]*$/, '') + suffix;

/** Captions of many clips from one file. */
export type CaptionTable = {
  readonly of: (clip: string) => readonly Written[];
  /** The clips that the table names and nobody asked for, each with a line that does, in the order of the file. */
  readonly unused: () => Iterable<{ readonly path: string; readonly line: number }>;
};

/** A line of a table. */
export type Row = { readonly video: string; readonly line: number; readonly captions: readonly Written[] };

/** Where texts are put, and found again by the number that was given for them: captions of a million clips are a gigabyte. */
export type Store = { readonly put: (text: string) => number; readonly at: (place: number) => string };

/** What is put: a row, the path that it means, and where the row of the same clip before it stands. */
type Kept = readonly [path: string, line: number, captions: readonly Written[], before?: number | undefined];

/**
 * Gathers the rows by the clip that they name, whose path starts at the folder of the table. Rows are put away; what is held of a clip
 * is the place of its last one.
 */
export const gathered = (folder: string, rows: Iterable<Row>, store: Store): CaptionTable => {
  const [numbers, slashed] = [finding(), finding()];
  const places: number[] = [];
  const kept = (number: number) => JSON.parse(store.at(places[number] ?? 0)) as Kept;
  const isOf = (path: string) => (number: number) => kept(number)[0] === path;
  const isSlashed = (path: string) => (number: number) => forward(kept(number)[0]) === path;
  for (const { video, line, captions } of rows) {
    const path = pathFrom(folder, video);
    const number = numbers.get(path, isOf(path));
    const place = store.put(JSON.stringify([path, line, captions, places[number ?? -1]] satisfies Kept));
    if (number === undefined) {
      numbers.set(path, isOf(path), places.length);
      if (path.includes('\\')) slashed.set(forward(path), isSlashed(forward(path)), places.length);
      places.push(place);
    } else places[number] = place;
  }
  const used = new Uint8Array(places.length);
  return {
    of: (clip) => {
      const number = numbers.get(clip, isOf(clip)) ?? slashed.get(clip, isSlashed(clip));
      if (number === undefined) return [];
      used[number] = 1;
      return rowsAt(store, places[number]).flatMap(([, , captions]) => captions);
    },
    *unused() {
      for (const [number, place] of places.entries()) {
        const [first] = used[number] ? [] : rowsAt(store, place);
        if (first) yield { path: first[0], line: first[1] };
      }
    },
  };
};

/** The rows of a clip, in the order of the file. */
const rowsAt = (store: Store, last: number | undefined): Kept[] => {
  const rows: Kept[] = [];
  for (let place = last; place !== undefined; ) {
    const row = JSON.parse(store.at(place)) as Kept;
    rows.push(row);
    place = row[3] ?? undefined;
  }
  return rows.reverse();
};

/** A table made on Windows writes folders with a backslash, which elsewhere is a letter of a name: it is looked for as both. */
const forward = (path: string): string => path.replaceAll('\\', '/');

/** Numbers by text, of which only a hash is held; two texts with the same one stand behind each other. */
const finding = () => {
  const table = numberTable();
  const placeFor = (text: string, isIt: (number: number) => boolean): number => {
    for (let key = keyOf(text); ; key++) {
      const number = table.get(key);
      if (number === undefined || isIt(number)) return key;
    }
  };
  return {
    get: (text: string, isIt: (number: number) => boolean) => table.get(placeFor(text, isIt)),
    set: (text: string, isIt: (number: number) => boolean, number: number) => table.set(placeFor(text, isIt), number),
  };
};
