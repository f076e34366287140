import { readFileSync } from 'node:fs';
import { format } from '../../grammar/format.ts';
import type { Problem } from '../../grammar/parse.ts';
import { standardInput } from '../diagnostics/range.ts';
import { render } from '../diagnostics/render.ts';
import { type Command, exit, type Given, misused, say, tell } from './command.ts';
import { replace, utf8Of } from './disk/replace.ts';
import { unified } from './fmt/diff.ts';
import { write } from './write.ts';

/** Writes files as all .cogx files are written. */
export const fmt: Command = {
  usage: 'FILE… | -',
  about: [
    'Indents, aligns and spaces each file in place, and says which ones changed. No comment is lost, and nothing means',
    'something else. A file with a mistake in it is left as it is: exit code 1. `-` reads standard input and writes',
    'standard output.',
  ].join('\n'),
  words: [1, Number.POSITIVE_INFINITY],
  flags: {
    check: { says: 'Write nothing; list the files that would change, and exit with 3 where there are any.' },
    diff: { says: 'Write nothing; show what would change, as a unified diff.' },
  },
  run: (given) => {
    const files = [...new Set(given.words)];
    if (files.includes('-') && files.length > 1) return misused('`-` stands alone.', 'fmt');
    const sheets: Sheet[] = [];
    for (const file of files) {
      const bytes = bytesOf(file);
      if (typeof bytes === 'string') return misused(bytes, 'fmt');
      sheets.push(sheetOf(file, bytes));
    }
    for (const sheet of sheets) tellBroken(sheet);
    const changed = sheets.filter(isChanged);
    if (given.on('diff'))
      for (const sheet of changed) write(1, unified(nameOf(sheet.file), sheet.text, sheet.formatted));
    else if (given.on('check')) sayChecked(sheets, changed);
    else if (files[0] === '-') for (const { bytes, formatted } of sheets) write(1, formatted ?? bytes);
    else replaceAll(sheets, changed);
    return exitOf(given, sheets, changed);
  },
};

/** A file that was read; `formatted` is absent where it is left as it is. */
type Sheet = {
  readonly file: string;
  readonly bytes: Buffer;
  readonly text?: string;
  readonly formatted?: string;
  readonly problems: readonly Problem[];
};

type Changed = Sheet & { readonly text: string; readonly formatted: string };

const isChanged = (sheet: Sheet): sheet is Changed => sheet.formatted !== undefined && sheet.formatted !== sheet.text;

/** What a file holds, or why it can't be read. */
const bytesOf = (file: string): Buffer | string => {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    if (code === 'ENOENT') return `There is no file ${file}.`;
    if (code === 'EISDIR') return `${file} is a folder.`;
    throw problem;
  }
};

const sheetOf = (file: string, bytes: Buffer): Sheet => {
  const text = utf8Of(bytes);
  if (text === undefined) return { file, bytes, problems: [] };
  const { text: formatted, problems = [] } = format(text);
  return { file, bytes, text, problems, ...(formatted === undefined ? {} : { formatted }) };
};

const nameOf = (file: string): string => (file === '-' ? standardInput : file);

const tellBroken = ({ file, text, formatted, problems }: Sheet): void => {
  const name = nameOf(file);
  for (const { code, message, help, span } of problems) {
    const place = { file: name, span };
    tell(render(new Map([[name, text ?? '']]), { code, severity: 'error', message, ...(help && { help }), place }));
  }
  if (text === undefined) tell(`error: ${name} is not UTF-8.\nhelp: Save it as UTF-8.`);
  if (formatted === undefined) tell(`${name} is left as it is.`);
};

const sayChecked = (sheets: readonly Sheet[], changed: readonly Sheet[]): void => {
  for (const { file } of changed) say(`${nameOf(file)} is not formatted.`);
  const fine = sheets.filter(({ formatted }) => formatted !== undefined).length - changed.length;
  if (fine === sheets.length) say(`${counted(fine)} formatted.`);
};

const replaceAll = (sheets: readonly Sheet[], changed: readonly Changed[]): void => {
  replace(changed.map(({ file, formatted }) => ({ path: file, text: formatted })));
  for (const { file } of changed) say(`${file}: formatted`);
  if (sheets.length > 1) say(`${changed.length} of ${sheets.length} files changed.`);
  else if (changed.length === 0) sayChecked(sheets, changed);
};

const counted = (count: number): string => (count === 1 ? 'One file is' : `All ${count} files are`);

const exitOf = (given: Given, sheets: readonly Sheet[], changed: readonly Sheet[]): number => {
  if (sheets.some(({ formatted }) => formatted === undefined)) return exit.failed;
  return given.on('check') && changed.length > 0 ? exit.differs : exit.fine;
};
