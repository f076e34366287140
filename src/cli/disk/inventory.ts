import { closeSync, openSync, readdirSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { printClip, readClip } from '../../media/clip-line.ts';
import type { Clip } from '../../media/inventory.ts';

/** Lines of a text file, one at a time, however long the file is. */
export function* linesOf(path: string): Iterable<string> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(1 << 20);
    const decoder = new TextDecoder();
    let rest = '';
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
      const lines = (rest + decoder.decode(chunk.subarray(0, size), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(file);
  }
}

/** What people and merges do to a file is no bug of cogx: it is told like a file that can't be read. */
const refuse = (sentence: string): never => {
  throw Object.assign(new Error(sentence), { code: 'EINVENTORY', syscall: 'read' });
};

/** The clips of an inventory, read as they are asked for; `wrong` hears the first line that is no clip. */
export function* readInventory(path: string, wrong: (sentence: string) => void = refuse): Iterable<Clip> {
  let number = 0;
  for (const line of linesOf(path)) {
    number++;
    if (line === '') continue;
    const clip = readClip(line);
    if (typeof clip !== 'string') yield clip;
    else
      return wrong(
        `${basename(path)}:${number} is no clip, because ${clip}: write the inventory again with cogx scan.`,
      );
  }
}

/** Writes lines beside a file and renames them onto it, so that nobody sees half of them. */
export const writeLines = (path: string, lines: Iterable<string>): void => {
  const aside = `${path}.${process.pid}.tmp`;
  const file = openSync(aside, 'w');
  try {
    let block: string[] = [];
    const flush = () => {
      if (block.length > 0) writeSync(file, `${block.join('\n')}\n`);
      block = [];
    };
    for (const line of lines) if (block.push(line) === 1000) flush();
    flush();
    closeSync(file);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
};

/** What a process that was killed while it wrote has left beside a file goes. */
export const clearLeftovers = (path: string): void => {
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}.`));
  for (const name of names) {
    const [, process] = /\.(\d+)\.tmp$/.exec(name) ?? [];
    if (process && !isRunning(Number(process))) rmSync(join(dirname(path), name), { force: true });
  }
};

const isRunning = (number: number): boolean => {
  try {
    return process.kill(number, 0);
  } catch (error) {
    // Somebody else's may not be asked.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** In the order of bytes, the same on every machine: UTF-16 puts some letters elsewhere than UTF-8 does. */
export const bytewise = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [one, other] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (one !== other) return ranked(one) - ranked(other);
  }
  return a.length - b.length;
};

/** Halves of letters beyond U+FFFF come last. */
const ranked = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

export const writeInventory = (path: string, clips: Iterable<Clip>): void =>
  writeLines(
    path,
    (function* () {
      for (const clip of clips) yield printClip(clip);
    })(),
  );
