import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** A file that is there already, and what shall stand in it. */
export type Replacement = { readonly path: string; readonly text: string };

/**
 * Writes all of them beside their places first, with their rights; then each into its place. So no reader meets half a
 * file, and where the disk is full all stay as they are. What a link leads to is replaced, not the link.
 */
export const replace = (files: readonly Replacement[]): void => {
  const places = files.map(({ path, text }) => ({ path: realpathSync(path), text }));
  try {
    for (const { path, text } of places) {
      writeFileSync(aside(path), text);
      chmodSync(aside(path), statSync(path).mode);
    }
    for (const { path } of places) renameSync(aside(path), path);
  } catch (problem) {
    for (const { path } of places) rmSync(aside(path), { force: true });
    throw problem;
  }
};

const aside = (path: string): string => `${path}.${process.pid}.new`;

/** The text of a file; undefined where it is no UTF-8: it would be read with other letters, which would be written back. */
export const utf8Of = (bytes: Buffer): string | undefined => {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : undefined;
};

export const isUtf8 = (path: string): boolean => utf8Of(readFileSync(path)) !== undefined;
