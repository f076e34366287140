import { type ILexingResult, type IToken, Lexer } from 'chevrotain';
import type { Comment, File } from './ast.ts';
import { problemOf, spanOf } from './messages.ts';
import { Parser } from './parser.ts';
import type { Problem } from './problem.ts';
import { repair } from './repair.ts';
import { slips } from './slips.ts';
import { Separator, tokens } from './tokens.ts';

export type { Problem } from './problem.ts';

let lexer: Lexer | undefined;
let parser: Parser | undefined;

/** Reads any text. What is not written as cogx is written becomes a problem, and the rest of the file is read all the same. */
export const parse = (text: string): { file: File; problems: readonly Problem[] } => {
  const lexed = tokenize(text);
  const comments = lexed.groups.comments ?? [];
  const repaired = repair(lexed.tokens);
  parser ??= new Parser(true);
  parser.input = repaired.tokens;
  parser.problems = [];
  const items = parser.file();
  const found = [
    ...[...lexed.tokens, ...comments].flatMap((token) => [...slips(token)]),
    ...repaired.problems,
    ...parser.problems,
    ...parser.errors.map(problemOf),
  ];
  return {
    file: { kind: 'file', span: { start: 0, end: text.length }, items, comments: comments.map(commentNode) },
    problems: firstOfEach(found, lexed.tokens),
  };
};

/** safeMode: the analysis of first letters costs more than a file of the usual size gains by it. */
const tokenize = (text: string): ILexingResult => {
  lexer ??= new Lexer(tokens, { positionTracking: 'onlyOffset', safeMode: true, skipValidations: true });
  return lexer.tokenize(text);
};

/** One mistake is said once: of what was found between two separators, the cause, which comes first in the list. */
const firstOfEach = (found: readonly Problem[], all: readonly IToken[]): readonly Problem[] => {
  if (found.length < 2) return found;
  const separators = all
    .filter((token) => token.tokenType.CATEGORIES?.includes(Separator))
    .map((token) => token.startOffset);
  const first = new Map<number, Problem>();
  for (const problem of found) {
    const segment = separators.findIndex((offset) => offset >= problem.span.start);
    if (!first.has(segment)) first.set(segment, problem);
  }
  return [...first.values()].sort((a, b) => a.span.start - b.span.start);
};

const commentNode = (token: IToken): Comment => {
  const doc = /^##(?!#)/.test(token.image);
  const text = token.image.replace(/^(?:#+|\/\/|\/\*)|\*\/$/g, '').trim();
  return { kind: 'comment', span: spanOf(token), text, doc };
};
