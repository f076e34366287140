import { EOF, type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import type {
  Block,
  Definition,
  Item,
  Name,
  Property,
  Quantity,
  Reference,
  Size,
  Span,
  Text,
  Value,
  Word,
} from './ast.ts';
import { textOf } from './text.ts';
import * as t from './tokens.ts';

export const spanOf = (token: IToken): Span => ({
  start: token.startOffset,
  end: token.startOffset + token.image.length,
});

/** A loose text is what its author forgot to quote. */
export const isText = (token: IToken): boolean => tokenMatcher(token, t.Text) || token.tokenType === t.Loose;

const saidBy = (token: IToken): string => {
  if (tokenMatcher(token, t.Text)) return textOf(token.image);
  return token.tokenType === t.Loose ? withoutQuotes(token.image) : token.image;
};

/** Takes off quotes that cogx does not know. */
export const withoutQuotes = (image: string): string => image.replace(/^['‘“„]|['’”]$/g, '');

export const nameOf = (token: IToken): Name => ({
  kind: 'name',
  span: spanOf(token),
  text: saidBy(token),
  quoted: isText(token),
});

export const textNode = (token: IToken): Text => ({ kind: 'text', span: spanOf(token), text: saidBy(token) });

export const wordOrText = (token: IToken): Text | Word =>
  isText(token) ? textNode(token) : { kind: 'word', span: spanOf(token), text: token.image };

export const referenceOf = (token: IToken): Reference => ({
  kind: 'reference',
  span: spanOf(token),
  name: token.image.slice(1),
});

export const sizeOf = (token: IToken): Size => {
  const [width, height] = token.image.split('x');
  return { kind: 'size', span: spanOf(token), width: Number(width), height: Number(height) };
};

export const quantityOf = (span: Span, number: IToken, unit: IToken | undefined): Quantity => ({
  kind: 'quantity',
  span,
  number: Number(number.image),
  ...(unit && { unit: unit.image }),
});

type Body = { readonly span: Span; readonly items: readonly Item[] };

/** What follows the name and the label of a block or a property. */
export type Rest = { readonly equals?: IToken; readonly value?: Value; readonly body?: Body };

/** A block or a property as its rule has read it. */
export type Entry = {
  readonly span: Span;
  readonly name: IToken;
  readonly label: IToken | undefined;
  readonly rest: Rest | undefined;
};

/** A label alone makes a block: `launch slurm`. */
export const entryOf = ({ span, name, label, rest }: Entry): Block | Property => {
  const head = { span, name: nameOf(name), ...(label && { label: nameOf(label) }) };
  if (rest?.body) return { kind: 'block', ...head, body: rest.body.span, items: rest.body.items };
  if (label && !rest) return { kind: 'block', ...head, items: [] };
  return { kind: 'property', ...head, ...(rest?.value && { value: rest.value }) };
};

/** `let` or `param` as its rule has read it. */
export type Defined = {
  readonly span: Span;
  readonly keyword: IToken;
  readonly name: IToken | undefined;
  readonly value: Value | undefined;
};

export const definitionOf = ({ span, keyword, name, value }: Defined): Definition => ({
  kind: 'definition',
  span,
  keyword: keyword.tokenType === t.Let ? 'let' : 'param',
  ...(name && { name: nameOf(name) }),
  ...(value && { value }),
});

/** How much deeper in brackets the text is after a token. */
export const depthOf = (token: IToken): number => {
  if (token.tokenType === t.LeftBrace || token.tokenType === t.LeftBracket) return 1;
  return token.tokenType === t.RightBrace || token.tokenType === t.RightBracket ? -1 : 0;
};

export const isOneOf = (token: IToken | undefined, types: readonly TokenType[]): boolean =>
  token !== undefined && types.some((type) => tokenMatcher(token, type));

/** Whether a token ends whatever part of the text stands before it. */
export const isBoundary = (token: IToken): boolean => isOneOf(token, [t.Separator, t.RightBrace, t.RightBracket, EOF]);

/** Whether nothing of its item stands before the token at an index. */
export const beginsItem = (tokens: readonly IToken[], index: number): boolean =>
  index <= 0 || isOneOf(tokens[index - 1], [t.Separator, t.LeftBrace]);

/** Whether the token at an index ends the head of a block: a name, with a label or without, and nothing before it. */
export const isHead = (tokens: readonly IToken[], index: number): boolean => {
  if (!isOneOf(tokens[index], [t.Name])) return false;
  return beginsItem(tokens, index) || (isOneOf(tokens[index - 1], [t.Name]) && beginsItem(tokens, index - 1));
};
