import { parse } from 'csv-parse/browser/esm/sync';
import { type Columns, captionsOf } from './caption-rows.ts';
import { type CaptionTable, gathered, type Row, type Store } from './captions.ts';
import type { Trouble, Troubles } from './troubles.ts';

/** A table's name, the folder it lies in, its lines, one at a time, and where its captions are put. */
export type TableFile = {
  readonly name: string;
  readonly folder: string;
  readonly lines: Iterable<string>;
  readonly store: Store;
};

/** What stands between columns, tried in this order: the first that gives the columns that the author names. */
const delimiters = [',', ';', '\t'];

/** Read so many lines at a time: a table of a million rows is never held. */
const batch = 2000;

/** Line ends are said, because a guess from the first line joins the others; a row of another length is told, not cut. */
const reading = { bom: true, skip_empty_lines: true, record_delimiter: ['\r\n', '\n', '\r'] };

export const readCsv = (file: TableFile, columns: Columns, told: Troubles): CaptionTable =>
  gathered(file.folder, rowsOf(file, columns, told), file.store);

/** A batch ends where no quote is open, as lines break inside quotes. */
function* batchesOf(lines: Iterable<string>): Iterable<{ readonly text: string; readonly first: number }> {
  let held: string[] = [];
  let isOpen = false;
  let number = 0;
  for (const line of lines) {
    held.push(line);
    number++;
    if ((line.match(/"/g)?.length ?? 0) % 2 === 1) isOpen = !isOpen;
    if (held.length < batch || isOpen) continue;
    yield { text: held.join('\n'), first: number - held.length };
    held = [];
  }
  yield { text: held.join('\n'), first: number - held.length };
}

type Head = { readonly names: readonly string[]; readonly delimiter: string };

function* rowsOf({ name, lines }: TableFile, columns: Columns, told: Troubles): Iterable<Row> {
  const wanted = [...new Set([columns.video, columns.text, columns.start, columns.end].filter((each) => each != null))];
  let head: Head | undefined;
  for (const { text, first } of batchesOf(lines)) {
    try {
      head ??= headOf(text, wanted);
      if (head.names.length === 0) return told.say(`${name} is empty.`);
      const absent = wanted.filter((column) => !head?.names.includes(column));
      if (absent.length > 0) return told.say(`${name} ${absentIn(absent, head.names)}`);
      const records = recordsOf({ text, head, failed: (error) => told.add(broken, placeOf(error, { name, first })) });
      for (const { row, after } of first === 0 ? records.slice(1) : records) {
        const line = first + after;
        const captions = captionsOf(row, columns, { at: `${name}:${line}`, line, told });
        yield { video: String(row[columns.video] ?? ''), line, captions };
      }
    } catch (error) {
      return told.say(`${placeOf(error, { name, first })}: nothing is read from there on.`);
    }
  }
}

const broken: Trouble = {
  one: 'row is no CSV and is left out',
  many: 'rows are no CSV and are left out',
  help: 'Put quotes around captions that hold a comma, and write quotes inside them twice.',
};

const headOf = (text: string, wanted: readonly string[]): Head => {
  const heads = delimiters.map((delimiter) => ({
    delimiter,
    names: parse(text, { ...reading, delimiter, to: 1, relax_column_count: true })[0] ?? [],
  }));
  return heads.find(({ names }) => wanted.every((column) => names.includes(column))) ?? (heads[0] as Head);
};

type Batch = { readonly text: string; readonly head: Head; readonly failed: (error: unknown) => void };
type Record = { readonly row: { readonly [column: string]: unknown }; readonly after: number };

/** The rows of a batch, each with the lines of it that are read after it. */
const recordsOf = ({ text, head, failed }: Batch): Record[] =>
  parse<{ record: Record['row']; info: { lines: number } }>(text, {
    ...reading,
    delimiter: head.delimiter,
    columns: [...head.names],
    info: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      failed(error);
      return undefined;
    },
  }).map(({ record, info }) => ({ row: record, after: info.lines }));

const absentIn = (absent: readonly string[], names: readonly string[]): string =>
  `has no column ${absent.join(' and no column ')}; it has ${names.join(', ')}.`;

type Origin = { readonly name: string; readonly first: number };

/** `birds.csv:12 (Quote Not Closed: …)` */
const placeOf = (error: unknown, { name, first }: Origin): string => {
  const words = (error instanceof Error ? error.message : String(error)).replace(/ (?:at|on) line \d+/, '');
  const hasLine = typeof error === 'object' && error !== null && 'lines' in error && typeof error.lines === 'number';
  return `${name}${hasLine ? `:${first + Number(error.lines)}` : ''} (${words})`;
};
