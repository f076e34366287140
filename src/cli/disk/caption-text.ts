import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import type { Trouble, Troubles } from '../../media/troubles.ts';

/** What files of captions hold, as far as it is text that people wrote. */

const inUtf8 = (from: string): string => `iconv -f ${from} -t UTF-8 FILE > NEW`;

const noText = {
  utf8: {
    one: 'caption file is not written in UTF-8 and is left out',
    many: 'caption files are not written in UTF-8 and are left out',
    help: `Write UTF-8: ${inUtf8('WINDOWS-1252')}.`,
  },
  utf16: {
    one: 'caption file is written in UTF-16, or is no text, and is left out',
    many: 'caption files are written in UTF-16, or are no text, and are left out',
    help: `Write UTF-8: ${inUtf8('UTF-16')}.`,
  },
  file: { one: 'caption file is no file and is left out', many: 'caption files are no files and are left out' },
  unreadable: { one: "caption file can't be read", many: "caption files can't be read" },
} as const satisfies Record<string, Trouble>;

export const badLetters: Trouble = {
  one: 'line is not written in UTF-8 and is left out',
  many: 'lines are not written in UTF-8 and are left out',
  help: noText.utf8.help,
};

/** The text of a small file; undefined where there is none, which is told where somebody meant that there is one. */
export const textOf = (path: string, name: string, told: Troubles): string | undefined => {
  const kind = kindOf(path);
  if (kind === 'none') return undefined;
  if (kind !== 'text') return void told.add(noText[kind], name);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return void told.add(noText.unreadable, name);
  }
  // UTF-16 has a zero beside each plain letter.
  if (text.includes('\0')) return void told.add(noText.utf16, name);
  // Bytes that are no UTF-8 are read as U+FFFD, and would be learnt as it.
  if (text.includes('\uFFFD')) return void told.add(noText.utf8, name);
  return text;
};

/** Why nothing of a table can be read, in a sentence; undefined where it can. */
export const refusalOf = (path: string, name: string): string | undefined => {
  const kind = kindOf(path);
  if (kind === 'none') return `There is no caption file ${name}.`;
  if (kind === 'file') return `${name} is no file.`;
  const start = kind === 'text' ? startOf(path) : undefined;
  if (!start) return `${name} can't be read.`;
  return start.includes(0)
    ? `${name} is written in UTF-16, or is no text: write it again in UTF-8 (${inUtf8('UTF-16')}).`
    : undefined;
};

/** Who opens a pipe waits for ever. A name may be too long for a file to have it. */
const kindOf = (path: string): 'none' | 'text' | 'file' | 'unreadable' => {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return !found ? 'none' : found.isFile() ? 'text' : 'file';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENAMETOOLONG' ? 'none' : 'unreadable';
  }
};

/** The first bytes of a file; undefined where it can't be read. */
const startOf = (path: string): Buffer | undefined => {
  try {
    const file = openSync(path, 'r');
    const start = Buffer.alloc(1024);
    const length = readSync(file, start);
    closeSync(file);
    return start.subarray(0, length);
  } catch {
    return undefined;
  }
};
