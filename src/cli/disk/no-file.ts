import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearest } from '../../diagnostics/suggest.ts';
import { exit, tell } from '../command.ts';
import { namesIn } from './place.ts';

/** A pipeline that can't be read, as wrong usage of a command that takes one. */
export const withoutFile = (file: string): number => {
  const { message, help } = noFile(file);
  tell(`error: ${message}`);
  tell(`help: ${help}`);
  return exit.usage;
};

/** Why a pipeline can't be read, and what to do. */
export const noFile = (file: string): { readonly message: string; readonly help: string } => {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return { message: `There is no file ${file}.`, help: besideOf(file) };
  return found.isDirectory()
    ? { message: `${file} is a folder.`, help: `Name its files: ${file.replace(/\/+$/, '')}/*.cogx` }
    : { message: `${file} can not be read.`, help: 'Give yourself the right to read it.' };
};

/** What was meant, or what there is. */
const besideOf = (file: string): string => {
  const folder = dirname(file);
  const named = (namesIn(folder) ?? []).filter((name) => name.endsWith('.cogx')).sort();
  const meant = nearest(basename(file).replace(/(\.cogx)?$/, '.cogx'), named);
  if (meant !== undefined) return `Did you mean ${join(folder, meant)}?`;
  const some = named.slice(0, 3).map((name) => join(folder, name));
  return some.length > 0
    ? `Name one that is there, such as ${some.join(', ')}.`
    : 'Name a file that ends in .cogx, or write one: cogx init FOLDER';
};
