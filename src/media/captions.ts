import { pathFrom } from '../plan/file-path.ts';
import type { Written } from './caption-times.ts';

/** The text of a caption as the model reads it: T5's tokenizer takes every run of white space as one space. */
export const cleanCaption = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\s+/g, ' ')
    .trim();

/** `data/birds/clip.mp4` → `data/birds/clip.txt` */
export const besidePath = (clip: string, suffix: string): string => clip.replace(/\.[^./]*$/, '') + suffix;

/** What a table says of one clip. */
export type Told = {
  /** The clip as the table names it, and the first line that does. */
  readonly video: string;
  readonly line: number;
  readonly captions: Written[];
  /** Whether a clip was found by it. */
  used: boolean;
};

/** Captions of many clips from one file. */
export type CaptionTable = {
  readonly of: (clip: string) => Told | undefined;
  /** The rows of each clip that no clip was found for, in the order of the file. */
  readonly unused: () => Iterable<Told>;
};

/** A line of a table. */
export type Row = { readonly video: string; readonly line: number; readonly captions: readonly Written[] };

/** Gathers the rows by the clip that they name, whose path starts at the folder of the table. */
export const gathered = (folder: string, rows: Iterable<Row>): CaptionTable => {
  const told = new Map<string, Told>();
  for (const { video, line, captions } of rows) {
    const path = pathFrom(folder, video);
    const known = told.get(path);
    const all = captions.filter(({ text }) => text !== '');
    if (known) known.captions.push(...all);
    else told.set(path, { video, line, captions: all, used: false });
  }
  let slashed: ReadonlyMap<string, Told> | undefined;
  return {
    of: (clip) => {
      slashed ??= withSlashes(folder, told);
      const found = told.get(clip) ?? slashed.get(clip);
      if (found) found.used = true;
      return found;
    },
    *unused() {
      for (const each of told.values()) if (!each.used) yield each;
    },
  };
};

/** A table made on Windows writes folders with a backslash, which elsewhere is a letter of a name: it is looked for as both. */
const withSlashes = (folder: string, told: ReadonlyMap<string, Told>): ReadonlyMap<string, Told> =>
  new Map(
    [...told.values()]
      .filter(({ video }) => video.includes('\\'))
      .map((each) => [pathFrom(folder, each.video.replaceAll('\\', '/')), each]),
  );
