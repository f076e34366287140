import { chmodSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { type Done, fix } from '../../fix.ts';
import { tell } from '../command.ts';
import { type Choices, inputOf } from '../disk/input.ts';
import { shownPath } from './shown-path.ts';

/** Mends a file, and those that it uses, and tells what was done. */
export const mend = (file: string, choices: Required<Choices>, allowed: readonly Fix['safety'][]): void => {
  const input = inputOf(file, choices);
  if (!input) return; // the check itself says why
  const pathOf = (name: string) => (name === file ? file : resolve(dirname(file), name));
  const { texts, done } = fix(input, allowed);
  const spoilt = [...texts.keys()].filter((name) => !isUtf8(pathOf(name)));
  if (spoilt.length > 0) {
    tell(`note: ${shownPath(pathOf(spoilt[0] ?? ''))} is not UTF-8, so nothing is fixed in it.`);
    return;
  }
  replace([...texts].map(([name, text]) => ({ path: realpathSync(pathOf(name)), text })));
  for (const each of done) tell(told(each, shownPath(pathOf(each.place.file))));
};

const told = ({ code, line, says }: Done, file: string): string => `fixed: ${file}:${line}: ${says} [${code}]`;

/** What is no UTF-8 was read with other letters, which would be written back. */
const isUtf8 = (path: string): boolean => {
  const bytes = readFileSync(path);
  return Buffer.from(bytes.toString('utf8')).equals(bytes);
};

/** All of them beside their places first, with their rights; then each into its place. */
const replace = (files: readonly { readonly path: string; readonly text: string }[]): void => {
  for (const { path, text } of files) {
    writeFileSync(aside(path), text);
    chmodSync(aside(path), statSync(path).mode);
  }
  for (const { path } of files) renameSync(aside(path), path);
};

const aside = (path: string): string => `${path}.new`;
