import type { TableFile } from './caption-csv.ts';
import { type Columns, captionsOf } from './caption-rows.ts';
import { type CaptionTable, gathered, type Row } from './captions.ts';
import type { Trouble, Troubles } from './troubles.ts';

export const readJsonl = (file: TableFile, columns: Columns, told: Troubles): CaptionTable =>
  gathered(file.folder, rowsOf(file, columns, told), file.store);

function* rowsOf({ name, lines }: TableFile, columns: Columns, told: Troubles): Iterable<Row> {
  let line = 0;
  for (const each of lines) {
    line++;
    const text = each.replace(/^\uFEFF/, '').trim();
    if (text === '') continue;
    if (line === 1 && text.startsWith('[')) return told.say(`${name} ${oneList}`);
    const read = json(text);
    const row = typeof read === 'object' && read !== null ? (read as Readonly<Record<string, unknown>>) : {};
    const video = row[columns.video];
    const at = `${name}:${line}`;
    if (typeof video !== 'string' || !holdsTexts(row, columns)) told.add(unread(columns), at);
    else yield { video, line, captions: captionsOf(row, columns, { at, line, told }) };
  }
}

const holdsTexts = (row: Readonly<Record<string, unknown>>, { text, segments }: Columns): boolean =>
  segments ? Array.isArray(row[segments]) : typeof row[text] === 'string' || Array.isArray(row[text]);

const unread = ({ video, text, segments }: Columns): Trouble => {
  const texts = segments ? `the list ${segments}` : `the text ${text}`;
  return {
    one: `line is no JSON object with the text ${video} and ${texts}`,
    many: `lines are no JSON objects with the text ${video} and ${texts}`,
  };
};

const oneList = "is one JSON list, not one object a line. Make lines of it: jq -c '.[]' FILE.json > FILE.jsonl.";

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
