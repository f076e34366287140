import type { IToken } from 'chevrotain';
import { close, invented, isList, type Open, type Pass } from './brackets.ts';
import { beginsItem, depthOf, isHead, isOneOf, spanOf } from './nodes.ts';
import { shown } from './problem.ts';
import * as t from './tokens.ts';

// Which brace is one too many, and where one is missing: asked only in a text whose braces do not match, and only as often
// as there are braces without a partner. The layout shows it, or a place where no brace could stand.

/** How the line after a token of new lines is indented. */
export const indentationAfter = ({ image }: IToken): number =>
  image.length - 1 - Math.max(image.lastIndexOf('\n'), image.lastIndexOf('\r'));

/** A line that is not indented ends the blocks above it; one that is indented after a mere name begins a block. */
export const followLayout = (pass: Pass, index: number, indentation: number): void => {
  const { open, lonely, tokens } = pass;
  const isClosing = isOneOf(tokens[index + 1], [t.RightBrace]);
  const isOver = (block: Open | undefined): boolean =>
    block?.token.tokenType === t.LeftBrace &&
    !block.isFlat &&
    (indentation < block.indentation || (indentation === block.indentation && !isClosing));
  for (; lonely.left > 0 && isOver(open.at(-1)); lonely.left -= 1) close(pass);
  if (lonely.right > 0 && indentation > pass.indentation && isHead(tokens, index - 1)) openAfter(pass, index - 1);
};

/** `adapter lora rank = 128 }`, `checkpoint keep = 3 }`, `captions from csv { … } }`: names that no `{` divides. */
export const followNames = (pass: Pass, index: number): void => {
  const { tokens, lonely } = pass;
  if (lonely.right === 0 || !isOneOf(tokens[index], [t.Name]) || !isHead(tokens, index - 1)) return;
  const isSecond = beginsItem(tokens, index - 1);
  const isProperty = isOneOf(tokens[index + 1], [t.Equals]) && (!isSecond || closesMore(tokens, index));
  const isBlock = isSecond && isOneOf(tokens[index + 1], [t.Name]) && isOneOf(tokens[index + 2], [t.LeftBrace]);
  if (isProperty || isBlock) openAfter(pass, index - 1);
};

/** Whether the line of a token has more brackets that close than brackets that open. */
const closesMore = (tokens: readonly IToken[], index: number): boolean => {
  const isNewline = ({ tokenType }: IToken): boolean => tokenType === t.Newline;
  const start = tokens.slice(0, index).findLastIndex(isNewline) + 1;
  const end = tokens.findIndex((token, at) => at > index && isNewline(token));
  return tokens.slice(start, end < 0 ? undefined : end).reduce((depth, token) => depth + depthOf(token), 0) < 0;
};

/** Makes the `{` that is missing after the head of a block. */
const openAfter = (pass: Pass, index: number): void => {
  const head = pass.tokens[index] as IToken;
  const brace = invented(t.LeftBrace, spanOf(head).end);
  if (isList(pass.open.at(-1))) return;
  pass.out.push(brace);
  pass.open.push({ token: brace, indentation: pass.indentation, of: head.image, isFlat: false, hasEntries: false });
  pass.problems.push({
    code: 'unopened-block',
    message: `The block of \`${shown(head.image)}\` has no \`{\`.`,
    help: `Write \`{\` after \`${shown(head.image)}\`.`,
    span: spanOf(head),
  });
  pass.lonely.right -= 1;
};

/** Whether a `}` is one too many: its line goes on, or the next line is indented as if its block did. */
export const closesEarly = ({ lonely, tokens, open }: Pass, index: number): boolean => {
  const [next, after] = [tokens[index + 1], tokens[index + 2]];
  if (lonely.right === 0 || next === undefined) return false;
  if (!isOneOf(next, [t.Separator, t.RightBrace, t.RightBracket])) return true;
  const isMore = after !== undefined && next.tokenType === t.Newline && !isOneOf(after, [t.RightBrace]);
  return isMore && indentationAfter(next) > (open.at(-1)?.indentation ?? 0);
};

/** Whether a `{` is one too many: no block could begin there. */
export const opensNothing = ({ lonely, tokens }: Pass, index: number): boolean => {
  if (lonely.left === 0) return false;
  const follows = isHead(tokens, index - 1) || isOneOf(tokens[index - 1], [t.Equals]);
  return (
    !follows || isOneOf(tokens[index + 1], [t.Equals, t.Numeral, t.Size, t.Reference, t.LeftBracket, t.RightBracket])
  );
};
