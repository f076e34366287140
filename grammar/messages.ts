import { EOF, type IRecognitionException, type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import type { Span } from './ast.ts';
import { type Problem, shown } from './problem.ts';
import * as t from './tokens.ts';

export const spanOf = (token: IToken): Span => ({
  start: token.startOffset,
  end: token.startOffset + token.image.length,
});

const isOneOf = (token: IToken, types: readonly TokenType[]): boolean =>
  types.some((type) => tokenMatcher(token, type));

/** What ends an item, so that the next token begins one. */
const isBefore = (token: IToken | undefined): boolean =>
  token === undefined || isOneOf(token, [EOF, t.Separator, t.LeftBrace, t.LeftBracket]);

/** chevrotain's error in cogx's words: what stands where it can't, after what. */
export const problemOf = (error: IRecognitionException & { readonly previousToken?: IToken }): Problem => {
  const found = error.token;
  const before = error.previousToken;
  const span = spanOf(found);
  const said = `\`${shown(found.image)}\``;
  if (isBefore(before)) {
    if (before && tokenMatcher(before, t.LeftBracket))
      return {
        code: 'stray-value',
        message: `${said} can't stand in a list.`,
        help: 'Write values there, with commas between them.',
        span,
      };
    if (tokenMatcher(found, t.LeftBrace))
      return { code: 'missing-name', message: 'A block has no name.', help: 'Write its name before `{`.', span };
    return {
      code: 'missing-name',
      message: `${said} has no name before it.`,
      help: `Write the name of what it sets: \`name = ${said.slice(1)}.`,
      span,
    };
  }
  return {
    code: 'missing-separator',
    message: `${said} follows \`${shown(before?.image ?? '')}\` with nothing between them.`,
    help: 'Begin a new line, write a comma between them, or quote the whole.',
    span,
  };
};
