import { type Moment, momentOf, type Unit, type Written } from './caption-times.ts';
import { cleanCaption } from './captions.ts';
import type { Trouble, Troubles } from './troubles.ts';

/** Which columns, or keys, hold what; the names are the author's. */
export type Columns = {
  readonly video: string;
  readonly text: string;
  readonly start?: string | null;
  readonly end?: string | null;
  readonly unit?: Unit | null;
  readonly segments?: string | null;
};

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const units: Readonly<Record<Unit, string>> = {
  s: 'no number of seconds',
  ms: 'no number of milliseconds',
  frames: 'no number of frames',
  timecode: 'no timecode such as 00:01:02.500',
};

const noTime = (unit: Unit): Trouble => ({
  one: `caption has a start or an end that is ${units[unit]} and is left out`,
  many: `captions have a start or an end that is ${units[unit]} and are left out`,
  help: 'Write them so, or say their unit: s, ms, frames or timecode.',
});

const halfTimed: Trouble = {
  one: 'caption has only one of start and end and is left out',
  many: 'captions have only one of start and end and are left out',
  help: 'Write both, or neither where a caption describes the whole clip.',
};

const unequal: Trouble = {
  one: 'line has lists of texts and times of unequal length and is left out',
  many: 'lines have lists of texts and times of unequal length and are left out',
};

/** Where a row stands, for who has to find it. */
export type Place = { readonly at: string; readonly line: number; readonly told: Troubles };

/** The captions of one row: one text, a list of texts with lists of times, or a list of segments. */
export const captionsOf = (row: Fields, columns: Columns, place: Place): Written[] => {
  const nested = columns.segments ? row[columns.segments] : undefined;
  if (Array.isArray(nested)) return nested.filter(isFields).flatMap((each) => listed(each, columns, place));
  return listed(row, columns, place);
};

const listed = (row: Fields, columns: Columns, place: Place): Written[] => {
  const texts = row[columns.text];
  if (!Array.isArray(texts)) return one({ text: texts, ...timesIn(row, columns) }, columns, place);
  const starts = columns.start ? row[columns.start] : undefined;
  const ends = columns.end ? row[columns.end] : undefined;
  const lists = [starts, ends].filter((each) => each !== undefined);
  if (lists.some((each) => !Array.isArray(each) || each.length !== texts.length)) {
    place.told.add(unequal, place.at);
    return [];
  }
  return texts.flatMap((text, index) =>
    one({ text, ...timesIn(itemAt(row, columns, index), columns) }, columns, place),
  );
};

/** The times of one text, as a row of its own would hold them. */
const itemAt = (row: Fields, { start, end }: Columns, index: number): Fields =>
  Object.fromEntries([start, end].flatMap((key) => (key ? [[key, (row[key] as readonly unknown[])[index]]] : [])));

type Times = { readonly start?: unknown; readonly end?: unknown };

const timesIn = (row: Fields, { start, end }: Columns): Times => {
  if (!start || !end) return {};
  if (start !== end) return { start: row[start], end: row[end] };
  const both = pairOf(row[start]);
  return both ? { start: both[0], end: both[1] } : { start: row[start] };
};

/** `[2.5, 7]`, and the same as a text: `[2.5, 7]`, `['0:00:02', '0:00:07']`, `2.5-7`. */
const pairOf = (value: unknown): readonly unknown[] | undefined => {
  const parts =
    typeof value === 'string'
      ? value
          .replace(/^\s*[[(]|[\])]\s*$/g, '')
          .split(/\s*,\s*|\s*-+>?\s*/)
          .map((part) => part.trim().replace(/^(['"])(.*)\1$/, '$2'))
      : value;
  return Array.isArray(parts) && parts.length === 2 ? parts : undefined;
};

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

const one = (
  { text, start, end }: Times & { readonly text: unknown },
  { unit }: Columns,
  { at, line, told }: Place,
): Written[] => {
  const said = typeof text === 'string' ? cleanCaption(text) : '';
  if (said === '') return [];
  if (!unit || (isEmpty(start) && isEmpty(end))) return [{ text: said, line }];
  if (isEmpty(start) !== isEmpty(end)) {
    told.add(halfTimed, at);
    return [];
  }
  const times: readonly (Moment | undefined)[] = [momentOf(start, unit), momentOf(end, unit)];
  const [from, to] = times;
  if (from !== undefined && to !== undefined) return [{ text: said, start: from, end: to, line }];
  told.add(noTime(unit), `${at} ${JSON.stringify(from === undefined ? start : end)}`);
  return [];
};
