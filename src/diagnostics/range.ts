import type { Span } from '../../grammar/ast.ts';
import { locate } from './render.ts';

/** One-based lines and columns, columns in UTF-16 code units; the end is the first column after. */
export type Range = {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
};

/** Where a span lies in a text. */
export const exactRange = (text: string, { start, end }: Span): Range => {
  const from = locate(text, start);
  const to = locate(text, Math.max(start, end));
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
};

/** The same to be shown: an empty span is one column wide, so that there is something to see. */
export const rangeOf = (text: string, span: Span): Range => {
  const range = exactRange(text, span);
  return span.end > span.start ? range : { ...range, endColumn: range.endColumn + 1 };
};

/** `--set` is a place without a file. */
export const isFile = (file: string): boolean => !file.startsWith('--set ');

/** What standard input is called where nobody says which file it is of. */
export const standardInput = '<stdin>';
