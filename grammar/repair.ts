import type { IToken, TokenType } from 'chevrotain';
import type { Problem } from './problem.ts';
import * as t from './tokens.ts';

/** Tokens whose brackets match, and what had to be done for it. */
export type Repaired = { readonly tokens: IToken[]; readonly problems: readonly Problem[] };

const closer = (type: TokenType, image: string, at: number): IToken => ({
  image,
  startOffset: at,
  endOffset: at,
  tokenType: type,
  tokenTypeIdx: type.tokenTypeIdx ?? 0,
});

/** Closes what is left open and takes out what closes nothing, so that the parser meets matching brackets only. */
export const repair = (tokens: readonly IToken[]): Repaired => {
  const out: IToken[] = [];
  const problems: Problem[] = [];
  const open: IToken[] = [];
  const close = (): void => {
    const opener = open.pop() as IToken;
    const last = out.at(-1) as IToken;
    const isList = opener.tokenType === t.LeftBracket;
    out.push(closer(isList ? t.RightBracket : t.RightBrace, '', last.startOffset + last.image.length));
    problems.push({
      code: isList ? 'unclosed-list' : 'unclosed-block',
      message: isList ? 'A list has no end.' : 'A block has no end.',
      help: isList ? 'Close it with `]`.' : 'Close it with `}`.',
      span: { start: opener.startOffset, end: opener.startOffset + 1 },
    });
  };
  for (const token of tokens) {
    if (token.tokenType === t.LeftBrace || token.tokenType === t.LeftBracket) open.push(token);
    if (token.tokenType === t.RightBrace) while (open.at(-1)?.tokenType === t.LeftBracket) close();
    if (token.tokenType === t.RightBrace || token.tokenType === t.RightBracket) {
      const wanted = token.tokenType === t.RightBrace ? t.LeftBrace : t.LeftBracket;
      if (open.at(-1)?.tokenType !== wanted) {
        problems.push({
          code: 'stray-bracket',
          message: `\`${token.image}\` closes nothing.`,
          help: 'Remove it, or open what it closes.',
          span: { start: token.startOffset, end: token.startOffset + 1 },
        });
        continue;
      }
      open.pop();
    }
    out.push(token);
  }
  while (open.length > 0) close();
  return { tokens: out, problems };
};
