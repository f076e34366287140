import { type Cell, rowsOf } from './rows.ts';

/** A line of clips.tsv, as far as the page of the prepared clips reads it. */
export type ClipLine = {
  readonly clip: string;
  /** Below the root of the clips, or absolute. */
  readonly source: string;
  readonly dataset: string;
  readonly windows: number;
  readonly coverage: readonly number[];
  /** Seconds: the clip's length, and what each window shows. */
  readonly seconds: number;
  readonly shown: readonly { readonly start: number; readonly end: number }[];
  /** Read when they are asked for. */
  readonly captions: () => readonly string[];
};

/** The clips of a compiled folder, one after the other. */
export function* clipLines(table: string): Iterable<ClipLine> {
  for (const cell of rowsOf(table)) yield clipOf(cell);
}

const clipOf = (cell: Cell): ClipLine => ({
  clip: cell('clip'),
  source: textOf(cell('source')),
  dataset: cell('dataset'),
  windows: Number(cell('windows')),
  coverage: cell('coverage').split(',').map(Number),
  seconds: Number(cell('seconds')),
  shown: cell('shown').split(',').map(spanOf),
  captions: () => JSON.parse(cell('captions')),
});

const spanOf = (text: string) => {
  const [start = 0, end = 0] = text.split('-').map(Number);
  return { start, end };
};

/** Each byte that is no plain letter stands there as `\0ooo`. */
const textOf = (text: string): string =>
  text.includes('\\')
    ? Buffer.from(
        text.replace(/\\0([0-7]{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))),
        'latin1',
      ).toString('utf8')
    : text;
