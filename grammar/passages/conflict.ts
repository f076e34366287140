import type { Found, TextLine } from './passage.ts';

/** Both sides of a merge that git left to the author. The first side is read, since its brackets belong to the rest. */
export const conflictAt = (lines: readonly TextLine[], index: number): Found | undefined => {
  const first = lines[index] as TextLine;
  if (!/^<{7}(?!<)/.test(first.written)) return undefined;
  const end = markAfter(lines, index, /^>{7}(?!>)/);
  const middle = markAfter(lines, index, /^={7}(?!=)/);
  const last = lines[end];
  if (!last || middle === -1 || middle > end) return undefined;
  const base = markAfter(lines, index, /^\|{7}(?!\|)/);
  const upTo = base !== -1 && base < middle ? base : middle;
  const [ours, theirs] = [sideOf(lines, index + 1, upTo), sideOf(lines, middle + 1, end)];
  const [mine, other] = [ours?.says ?? 'nothing', theirs?.says ?? 'nothing'];
  return {
    next: end + 1,
    passage: {
      problem: {
        code: 'merge-conflict',
        message: `A merge is not finished: one side has ${mine}, the other ${other}.`,
        help: `Keep one side, and remove the marks of lines ${marksOf(lines, [index, upTo, middle, end])}.`,
        span: { start: first.start, end: first.end },
        reach: { start: first.start, end: last.end },
        leavesOut: true,
      },
      ...(ours ? { keeps: { start: ours.start, end: ours.end } } : {}),
    },
  };
};

const markAfter = (lines: readonly TextLine[], index: number, mark: RegExp): number => {
  const end = Math.min(lines.length, index + longest);
  for (let at = index + 1; at < end; at += 1) if (mark.test(lines[at]?.written ?? '')) return at;
  return -1;
};

/** Lines of both sides, at most: a mark without its partner is looked for no further. */
const longest = 400;

/** The lines between two marks. */
const sideOf = (lines: readonly TextLine[], from: number, to: number) => {
  const [first, last] = [lines[from], lines[to - 1]];
  if (!first || !last || from >= to) return undefined;
  const and = last.number === first.number + 1 ? 'and' : 'to';
  const says = first === last ? `line ${first.number}` : `lines ${first.number} ${and} ${last.number}`;
  return { says, start: first.start, end: last.end };
};

const marksOf = (lines: readonly TextLine[], indices: readonly number[]): string => {
  const numbers = [...new Set(indices)].map((at) => lines[at]?.number);
  return `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
};
