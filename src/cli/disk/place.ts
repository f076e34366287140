import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a path of a pipeline lies on this machine; an absolute one stays what it is. */
export const placeOf = (folder: string, path: string): string => (path.startsWith('/') ? path : join(folder, path));

/** What is in a folder; undefined where there is none. Most often there is none, and to ask costs less than an error. */
export const namesIn = (folder: string): readonly string[] | undefined => {
  try {
    return existsSync(folder) ? readdirSync(folder) : undefined;
  } catch {
    return undefined;
  }
};

/** What a file holds; undefined where it can't be read. */
export const textAt = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** Writes a file beside its place, then puts it there: nobody reads half of it. */
export const writeWhole = (path: string, content: string | Buffer): void => {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
};
