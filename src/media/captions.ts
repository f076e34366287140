import { parse } from 'csv-parse/browser/esm/sync';
import * as z from 'zod/mini';
import { pathFrom } from '../plan/file-path.ts';

/** Captions of many clips from one file: by the clip's path, and what was wrong with the file. */
export type CaptionTable = {
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** Each a sentence. */
  readonly problems: readonly string[];
};

/** Which columns, or keys, hold what; the names are the author's. */
export type Columns = { readonly video: string; readonly text: string };

/** The text of a caption as the model reads it: T5's tokenizer takes every run of white space as one space. */
export const cleanCaption = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\s+/g, ' ')
    .trim();

/** `data/birds/clip.mp4` → `data/birds/clip.txt` */
export const besidePath = (clip: string, suffix: string): string => clip.replace(/\.[^./]*$/, '') + suffix;

type Row = { readonly video: string; readonly text: string };
/** A table's name, the folder it lies in, and its text. */
export type TableFile = { readonly name: string; readonly folder: string; readonly text: string };

const gathered = (folder: string, rows: Iterable<Row>, problems: readonly string[]): CaptionTable => {
  const texts = new Map<string, string[]>();
  for (const row of rows) {
    const text = cleanCaption(row.text);
    // A table made on Windows writes folders with a backslash, which elsewhere is a letter of a name: it is looked for as both.
    for (const path of new Set([row.video, row.video.replaceAll('\\', '/')])) {
      const known = texts.get(pathFrom(folder, path));
      if (text && known) known.push(text);
      else if (text) texts.set(pathFrom(folder, path), [text]);
    }
  }
  return { texts, problems };
};

/** Line ends are said, because a guess from the first line joins the others; a row of another length is told, not cut. */
const reading = { bom: true, columns: true, skip_empty_lines: true } as const;

export const readCsv = ({ name, folder, text }: TableFile, columns: Columns): CaptionTable => {
  try {
    const rows = parse<Record<string, string>>(text, { ...reading, record_delimiter: ['\r\n', '\n', '\r'] });
    const [first] = rows;
    const absent = [columns.video, columns.text].filter((column) => first && !Object.hasOwn(first, column));
    if (absent.length > 0)
      return gathered(
        folder,
        [],
        [`${name} has no column ${absent.join(' and no column ')}; it has ${Object.keys(first ?? {}).join(', ')}.`],
      );
    return gathered(
      folder,
      rows.map((row) => ({ video: row[columns.video] ?? '', text: row[columns.text] ?? '' })),
      [],
    );
  } catch (error) {
    return gathered(folder, [], [`${name} is no CSV table: ${error instanceof Error ? error.message : error}.`]);
  }
};

export const readJsonl = ({ name, folder, text }: TableFile, columns: Columns): CaptionTable => {
  const line = z.object({ [columns.video]: z.string(), [columns.text]: z.string() });
  const problems: string[] = [];
  const rows: Row[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .forEach((each, index) => {
      if (each.trim() === '') return;
      const row = line.safeParse(json(each));
      if (row.success) rows.push({ video: row.data[columns.video] ?? '', text: row.data[columns.text] ?? '' });
      else problems.push(`${name}:${index + 1} is no JSON object with the texts ${columns.video} and ${columns.text}.`);
    });
  return gathered(folder, rows, problems);
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
