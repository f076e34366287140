import type { Comment, File, Item, Span, Value } from './ast.ts';

/** A text with what a formatter asks about it. */
export type Source = {
  readonly written: (span: Span) => string;
  /** The number of the line that an offset is on. */
  readonly lineOf: (offset: number) => number;
  readonly columnOf: (offset: number) => number;
  readonly isOneLine: (span: Span) => boolean;
  /** The comments that begin in a span. */
  readonly comments: (span: Span) => readonly Comment[];
  /** Nodes that were written on one line already, so that no level of brackets writes all below it once more. */
  readonly flat: Map<Item | Value, string | undefined>;
};

export const sourceOf = (text: string, { comments }: File): Source => {
  const lines = [0, ...[...text.matchAll(/\r\n?|\n/g)].map(({ 0: mark, index }) => index + mark.length)];
  const lineOf = (offset: number): number => firstAfter(lines.length, (index) => (lines[index] as number) > offset) - 1;
  const commentAt = (offset: number): number =>
    firstAfter(comments.length, (index) => (comments[index] as Comment).span.start >= offset);
  return {
    written: ({ start, end }) => text.slice(start, end),
    lineOf,
    columnOf: (offset) => offset - (lines[lineOf(offset)] as number),
    isOneLine: ({ start, end }) => lineOf(start) === lineOf(end),
    comments: ({ start, end }) => comments.slice(commentAt(start), commentAt(end)),
    flat: new Map(),
  };
};

/** The first of so many indices for which something holds that holds for all after it. */
const firstAfter = (count: number, holds: (index: number) => boolean): number => {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
};
