import type { File } from './ast.ts';
import { type Problem, parse } from './parse.ts';
import { print } from './print.ts';

/** A formatted text; or why it is left as it is. */
export type Formatted =
  | { readonly text: string; readonly problems?: never }
  | { readonly text?: never; readonly problems: readonly Problem[] };

/** Writes a text as all `.cogx` files are written. What was not read as it was meant is not written anew. */
export const format = (text: string): Formatted => {
  const { file, problems } = parse(text);
  if (problems.length > 0) return { problems };
  const printed = print(text, file);
  // Somebody's file is about to be replaced: what the printer made of it is read once more.
  const again = parse(printed);
  if (again.problems.length > 0 || meaning(again.file) !== meaning(file))
    throw new Error('Formatting changes the file.');
  return { text: printed };
};

/** What a file says, wherever it stands. */
const meaning = ({ items }: File): string =>
  JSON.stringify(items, (key, value) => (key === 'span' ? undefined : key === 'body' ? true : value));
