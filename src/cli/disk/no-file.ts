import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearest } from '../../diagnostics/suggest.ts';
import { exit, tell } from '../command.ts';
import { namesIn } from './place.ts';

/** A pipeline that can't be read, as wrong usage of a command that takes one. */
export const withoutFile = (file: string): number => {
  const { message, help } = noFile(file, oneOf);
  tell(`error: ${message}`);
  tell(`help: ${help}`);
  return exit.usage;
};

/** What to do about a folder, for a command that takes several files or one. */
type Advice = (folder: string, named: readonly string[]) => string;

const allOf: Advice = (folder) => `Name its files: ${folder.replace(/\/+$/, '')}/*.cogx`;

const oneOf: Advice = (_, named) =>
  named.length === 1 ? `Name its file: ${named[0]}` : `Name one of its files, such as ${some(named)}.`;

/** Why a pipeline can't be read, and what to do. */
export const noFile = (file: string, advice = allOf): { readonly message: string; readonly help: string } => {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return { message: `There is no file ${file}.`, help: besideOf(file) };
  if (!found.isDirectory()) return { message: `${file} can not be read.`, help: 'Give yourself the right to read it.' };
  const named = pipelinesIn(file);
  return named.length === 0
    ? { message: `${file} is a folder without a file that ends in .cogx.`, help: start }
    : { message: `${file} is a folder.`, help: advice(file, named) };
};

const start = 'Name a file that ends in .cogx, or write one: cogx init FOLDER';

const pipelinesIn = (folder: string): readonly string[] =>
  (namesIn(folder) ?? [])
    .filter((name) => name.endsWith('.cogx'))
    .sort()
    .map((name) => join(folder, name));

const some = (named: readonly string[]): string => named.slice(0, 3).join(', ');

/** What was meant, or what there is. */
const besideOf = (file: string): string => {
  const named = pipelinesIn(dirname(file));
  const meant = nearest(
    basename(file).replace(/(\.cogx)?$/, '.cogx'),
    named.map((each) => basename(each)),
  );
  if (meant !== undefined) return `Did you mean ${join(dirname(file), meant)}?`;
  return named.length > 0 ? `Name one that is there, such as ${some(named)}.` : start;
};
