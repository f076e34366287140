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

/** Captions of many clips from one file. */
export type CaptionTable = {
  readonly of: (clip: string) => readonly Written[];
  /** The clips that the table names and nobody asked for, each with a line that does, in the order of the file. */
  readonly unused: () => Iterable<{ readonly path: string; readonly line: number }>;
};

/** A line of a table. */
export type Row = { readonly video: string; readonly line: number; readonly captions: readonly Written[] };

/**
 * Gathers the rows by the clip that they name, whose path starts at the folder of the table. A caption of the whole clip is held as its
 * text, others as one text of JSON behind a line break, which no caption has: half the memory of objects.
 */
export const gathered = (folder: string, rows: Iterable<Row>): CaptionTable => {
  const numbers = new Map<string, number>();
  const said: string[] = [];
  const lines: number[] = [];
  const slashed: string[] = [];
  for (const { video, line, captions } of rows) {
    const path = pathFrom(folder, video);
    const text = packed(captions);
    const number = numbers.get(path);
    if (number !== undefined) said[number] = packed([...unpacked(said[number] ?? '', lines[number] ?? 0), ...captions]);
    else {
      numbers.set(path, said.length);
      said.push(text);
      lines.push(line);
      if (video.includes('\\')) slashed.push(video);
    }
  }
  const others = withSlashes(folder, slashed, numbers);
  const used = new Uint8Array(said.length);
  return {
    of: (clip) => {
      const number = numbers.get(clip) ?? others.get(clip);
      if (number === undefined) return [];
      used[number] = 1;
      return unpacked(said[number] ?? '', lines[number] ?? 0);
    },
    *unused() {
      for (const [path, number] of numbers) if (!used[number]) yield { path, line: lines[number] ?? 0 };
    },
  };
};

const packed = (captions: readonly Written[]): string => {
  const [only] = captions;
  if (!only) return '';
  return captions.length === 1 && only.start === undefined ? only.text : `\n${JSON.stringify(captions)}`;
};

const unpacked = (text: string, line: number): readonly Written[] => {
  if (text.startsWith('\n')) return JSON.parse(text) as Written[];
  return text === '' ? [] : [{ text, line }];
};

/** A table made on Windows writes folders with a backslash, which elsewhere is a letter of a name: it is looked for as both. */
const withSlashes = (folder: string, videos: readonly string[], numbers: ReadonlyMap<string, number>) =>
  new Map(
    videos.map(
      (video) => [pathFrom(folder, video.replaceAll('\\', '/')), numbers.get(pathFrom(folder, video))] as const,
    ),
  );
