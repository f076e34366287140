import type { Comment, File } from './ast.ts';
import { guessesAt } from './guesses.ts';
import { parse } from './parse.ts';
import type { Mend, Problem } from './problem.ts';

type Parsed = { readonly text: string; readonly file: File; readonly problems: readonly Problem[] };

/** Letters that are parsed, at most, to see whether mends mend: a text of megabytes gets few. */
const mostLetters = 1_000_000;

/** The mend of each problem that has one. Each is tried: it takes its problem away, makes none, and keeps the comments. */
export const mends = ({ text, file, problems }: Parsed): ReadonlyMap<Problem, Mend> => {
  const found = new Map<Problem, Mend>();
  let letters = 0;
  for (const [index, problem] of problems.entries()) {
    for (const mend of guessesAt({ text, file, problem })) {
      letters += text.length;
      if (letters > mostLetters) return found;
      if (!heals({ text, file, problems }, index, mend)) continue;
      found.set(problem, mend);
      break;
    }
  }
  return found;
};

const heals = ({ text, file, problems }: Parsed, index: number, { edits }: Mend): boolean => {
  const after = parse(edited(text, edits));
  if (saidIn(after.file) !== saidIn(file)) return false;
  if (after.problems.length < problems.length) return true;
  // Of several problems on a line the first is told: another one may have stood behind it.
  const next = after.problems[index];
  const end = edits.reduce((most, { span, text: piece }) => Math.max(most, span.start + piece.length), 0);
  return after.problems.length === problems.length && next !== undefined && next.span.start >= end;
};

const saidIn = ({ comments }: File): string => comments.map(({ text }: Comment) => text).join('\n');

/** Piece by piece: a passage of thousands of lines has as many edits, and the text is long. */
const edited = (text: string, edits: Mend['edits']): string => {
  let at = 0;
  const pieces = edits.map(({ span, text: piece }) => {
    const before = text.slice(at, span.start);
    at = span.end;
    return before + piece;
  });
  return pieces.join('') + text.slice(at);
};
