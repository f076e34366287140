import type { Span } from '../../grammar/ast.ts';
import type { Problem } from '../../grammar/parse.ts';

/** What the parser has told, by place: asked for each word, so not one by one. */
export type Told = {
  /** Whether something is told of what stands there. */
  readonly touches: (span: Span) => boolean;
  /** Where, within a text, something is in no tree. */
  readonly gaps: (within: Span) => readonly number[];
};

export const toldOf = (problems: readonly Problem[]): Told => {
  const reaches = problems.map(({ reach }) => reach).sort((one, other) => one.start - other.start);
  const starts = reaches.map(({ start }) => start);
  let furthest = 0;
  const ends = reaches.map(({ start, end }) => {
    furthest = Math.max(furthest, end, start + 1);
    return furthest;
  });
  const gaps = problems
    .flatMap(({ span, leavesOut }) => (leavesOut ? [span.start] : []))
    .sort((one, other) => one - other);
  return {
    touches: ({ start, end }) => (ends[countBelow(starts, end) - 1] ?? 0) > start,
    gaps: ({ start, end }) => gaps.slice(countBelow(gaps, start), countBelow(gaps, end)),
  };
};

/** How many of sorted numbers are below another. */
export const countBelow = (sorted: readonly number[], bound: number): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
};
