import type { IToken, TokenType } from 'chevrotain';
import { isOneOf, spanOf } from './nodes.ts';
import { type Finding, shown } from './problem.ts';
import * as t from './tokens.ts';

/** A bracket that is open. */
export type Open = {
  readonly token: IToken;
  /** The indentation of its line. */
  readonly indentation: number;
  /** Whether what it holds is indented no deeper, so that the layout says nothing of its end. */
  readonly isFlat: boolean;
  /** The name of what it holds. */
  readonly of: string;
  /** Whether there is an `=` in it. */
  hasEntries: boolean;
};

/** How many braces of each side have no partner. */
export type Lonely = { left: number; right: number };

/** One pass over the tokens of a file, on the way to tokens whose brackets match. */
export type Pass = {
  readonly tokens: readonly IToken[];
  readonly out: IToken[];
  readonly problems: Finding[];
  readonly open: Open[];
  /** Braces without a partner that the layout is asked about. */
  readonly lonely: Lonely;
  /** The indentation of the line that is being read. */
  indentation: number;
};

export const isList = (open: Open | undefined): boolean => open?.token.tokenType === t.LeftBracket;

/** Closes the innermost bracket at the end of the last line that was read. */
export const close = (pass: Pass): void => {
  const { token, of } = pass.open.pop() as Open;
  const isList = token.tokenType === t.LeftBracket;
  const [kind, mark, type] = isList
    ? (['list', ']', t.RightBracket] as const)
    : (['block', '}', t.RightBrace] as const);
  const newline = isOneOf(pass.out.at(-1), [t.Newline]) ? pass.out.splice(-1) : [];
  pass.out.push(invented(type, spanOf(pass.out.at(-1) as IToken).end), ...newline);
  pass.problems.push({
    code: `unclosed-${kind}`,
    message: of ? `The ${kind} of \`${shown(of)}\` has no end.` : `A ${kind} has no end.`,
    help: `Close it with \`${mark}\`.`,
    span: spanOf(token),
  });
};

/** A bracket that the author left out: no letter wide. */
export const invented = (tokenType: TokenType, at: number): IToken => ({
  image: '',
  startOffset: at,
  endOffset: at,
  tokenType,
  tokenTypeIdx: tokenType.tokenTypeIdx as number,
});
