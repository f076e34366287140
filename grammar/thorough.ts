import { type IToken, Lexer } from 'chevrotain';
import type { File } from './ast.ts';
import { commentAt } from './comment.ts';
import { spanOf } from './nodes.ts';
import { Parser } from './parser.ts';
import { passagesIn, withoutPassages } from './passages/find.ts';
import { phrasesIn, withPhrases } from './phrases.ts';
import { plain } from './plain.ts';
import type { Finding, Problem } from './problem.ts';
import { repair } from './repair.ts';
import { slips } from './slips.ts';
import { Comma, tokens as kinds, Newline } from './tokens.ts';

let lexer: Lexer | undefined;
let parser: Parser | undefined;

/** Reads any text with the grammar. */
export const readThoroughly = (text: string): { file: File; problems: readonly Problem[] } => {
  // safeMode: chevrotain's study of first letters costs more than a file of the usual size gains by it.
  lexer ??= new Lexer(kinds, { positionTracking: 'onlyOffset', safeMode: true, skipValidations: true });
  parser ??= new Parser(true);
  const lexed = lexer.tokenize(text);
  const comments = lexed.groups.comments ?? [];
  const passages = passagesIn(text, lexed.tokens);
  const ownLexer = lexer;
  const apart = withoutPassages(lexed.tokens, passages);
  const phrases = phrasesIn(text, apart);
  const tokens = withPhrases(apart, phrases, (piece) => ownLexer.tokenize(piece).tokens);
  const repaired = repair(tokens);
  const items = parser.read(text, repaired.tokens);
  // The grammar takes whatever text comes; where it does not, it is the grammar that is wrong.
  if (parser.errors[0]) throw parser.errors[0];
  const found = [
    ...phrases.map(({ problem }) => problem),
    ...[...tokens, ...comments].flatMap((token) => [...slips(token)]),
    ...repaired.problems,
    ...parser.problems,
  ];
  const file: File = { kind: 'file', span: { start: 0, end: text.length }, items, comments: comments.map(commentOf) };
  // Of two sides of a merge one is read, and neither is judged.
  const sides = passages.filter(({ keeps }) => keeps).map(({ problem }) => problem.reach);
  const told = firstOfEach(found, lexed.tokens, text.length).filter(
    ({ span }) => !sides.some(({ start: from, end }) => from <= span.start && span.end <= end),
  );
  return { file, problems: inOrder([...passages.map(({ problem }) => problem), ...told]) };
};

/** One mistake is said once: of all that was found between two separators, the first in the list is its cause. */
const firstOfEach = (found: readonly Finding[], all: readonly IToken[], end: number): readonly Problem[] => {
  if (found.length === 0) return [];
  const separators = all.filter(({ tokenType }) => tokenType === Newline || tokenType === Comma).map(spanOf);
  const first = new Map<number, { rank: number; problem: Finding }>();
  const byPlace = found.map((problem, rank) => ({ rank, problem })).sort((a, b) => start(a) - start(b));
  let segment = 0;
  for (const each of byPlace) {
    while ((separators[segment]?.start ?? end) < start(each)) segment += 1;
    const other = first.get(segment);
    if (!other || each.rank < other.rank) first.set(segment, each);
  }
  return [...first].map(([index, { problem }]) => {
    const part = { start: separators[index - 1]?.end ?? 0, end: separators[index]?.start ?? end };
    return { ...problem, reach: problem.leavesOut ? part : problem.span };
  });
};

const inOrder = (problems: Problem[]): readonly Problem[] =>
  problems.sort((a, b) => a.span.start - b.span.start).map(plainly);

const plainly = (problem: Problem): Problem => ({
  ...problem,
  message: plain(problem.message),
  ...(problem.help === undefined ? {} : { help: plain(problem.help) }),
});

const start = (each: { readonly problem: Finding }): number => each.problem.span.start;

const commentOf = ({ image, startOffset }: IToken) => commentAt(image, startOffset);
