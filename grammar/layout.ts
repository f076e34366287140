import type { IToken } from 'chevrotain';
import { close, invented, isList, type Open, type Pass } from './brackets.ts';
import { isHead, isOneOf, spanOf } from './nodes.ts';
import { shown } from './problem.ts';
import * as t from './tokens.ts';

/** How the line after a token of new lines is indented. */
export const indentationAfter = ({ image }: IToken): number =>
  image.length - 1 - Math.max(image.lastIndexOf('\n'), image.lastIndexOf('\r'));

/** With braces that have no partner: a line that is not indented ends blocks, one that is indented begins one. */
export const followLayout = (pass: Pass, index: number, indentation: number): void => {
  const { open, lonely, tokens } = pass;
  const isClosing = isOneOf(tokens[index + 1], [t.RightBrace]);
  const isOver = (block: Open | undefined): boolean =>
    block?.token.tokenType === t.LeftBrace &&
    !block.isFlat &&
    (indentation < block.indentation || (indentation === block.indentation && !isClosing));
  for (; lonely.left > 0 && isOver(open.at(-1)); lonely.left -= 1) close(pass);
  if (lonely.right > 0 && indentation > pass.indentation && isHead(tokens, index - 1) && !isList(open.at(-1))) {
    const head = tokens[index - 1] as IToken;
    const brace = invented(t.LeftBrace, spanOf(head).end);
    pass.out.push(brace);
    open.push({ token: brace, indentation: pass.indentation, of: head.image, isFlat: false, hasEntries: false });
    const message = `The block \`${shown(head.image)}\` has no \`{\`.`;
    pass.problems.push({
      code: 'unopened-block',
      message,
      help: 'Write `{` at the end of this line.',
      span: spanOf(head),
    });
    lonely.right -= 1;
  }
};

/** Whether the line after a `}` is indented as if its block went on. */
export const goesOn = ({ tokens, open }: Pass, index: number): boolean => {
  const [newline, next] = [tokens[index + 1] as IToken, tokens[index + 2]];
  const isBrace = isOneOf(next, [t.RightBrace]);
  return next !== undefined && !isBrace && indentationAfter(newline) > (open.at(-1)?.indentation ?? 0);
};
