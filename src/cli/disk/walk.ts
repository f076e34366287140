import { type Dirent, opendirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bytewise } from './inventory.ts';

/** What there is in a folder, as far down as is asked for. */
export type Walk = {
  /** The folder on this machine, and what stands before the paths of what is found. */
  readonly place: string;
  readonly path: string;
  /** Folders below it that are gone into; 0 for none. */
  readonly depth: number;
  readonly met: Met;
};

/** Hears of what is met. */
export type Met = {
  /** A file, or what has a place and a name like one: a pipe, a link that leads nowhere. */
  readonly file: (path: string) => void;
  /** A folder that is not gone into, and why. */
  readonly passed: (path: string, why: 'hidden' | 'circle' | 'unreadable') => void;
};

/** Goes through a folder in the order of bytes; links are followed, but for those that lead back to where one came from. */
export const walk = (start: Walk): void => walkFrom(start, [realOf(start.place)]);

const walkFrom = ({ place, path, depth, met }: Walk, above: readonly string[]): void => {
  const entries = entriesOf(place);
  if (!entries) met.passed(path, 'unreadable');
  for (const { name, isFolder, isLink } of entries ?? []) {
    // Joined, and not added: sums keep their parts, which for a million paths takes as much again.
    const [inPlace, inPath] = [join(place, name), path === '' ? name : [path, name].join('/')];
    if (!isFolder) met.file(inPath);
    else if (name.startsWith('.')) met.passed(inPath, 'hidden');
    else if (depth > 0) {
      // Only a link can lead back, and to ask for each folder's real place costs more than the rest.
      const real = isLink ? realOf(inPlace) : join(above.at(-1) ?? '', name);
      if (isLink && above.some((each) => each === real || each.startsWith(`${real}/`))) met.passed(inPath, 'circle');
      else walkFrom({ place: inPlace, path: inPath, depth: depth - 1, met }, [...above, real]);
    }
  }
};

type Entry = { readonly name: string; readonly isFolder: boolean; readonly isLink: boolean };

/** A folder comes where its files would, so that whole paths come in order. */
const entriesOf = (place: string): readonly Entry[] | undefined => {
  try {
    const folder = opendirSync(place, { bufferSize: 1024 });
    const entries: Entry[] = [];
    for (let each = folder.readSync(); each; each = folder.readSync()) entries.push(entryOf(place, each));
    folder.closeSync();
    const key = ({ name, isFolder }: Entry) => (isFolder ? `${name}/` : name);
    return entries.sort((a, b) => bytewise(key(a), key(b)));
  } catch {
    return undefined;
  }
};

const entryOf = (place: string, entry: Dirent): Entry => {
  const isLink = entry.isSymbolicLink();
  const isFolder = isLink ? isFolderAt(join(place, entry.name)) : entry.isDirectory();
  return { name: entry.name, isFolder, isLink };
};

const isFolderAt = (place: string): boolean => {
  try {
    return statSync(place).isDirectory();
  } catch {
    return false;
  }
};

const realOf = (place: string): string => {
  try {
    return realpathSync(place);
  } catch {
    return place;
  }
};
