import { EmbeddedActionsParser, EOF, type IToken, tokenMatcher } from 'chevrotain';
import type {
  Block,
  Definition,
  Item,
  List,
  Name,
  Property,
  Quantity,
  Reference,
  Size,
  Span,
  Text,
  Use,
  Value,
  Word,
} from './ast.ts';
import { spanOf } from './messages.ts';
import type { Problem } from './problem.ts';
import { textOf } from './text.ts';
import * as t from './tokens.ts';

/** Rules that take in a mistake, to say what is wrong and keep what was meant; the written grammar leaves them out. */
export const mistakes: readonly string[] = ['forgottenEquals', 'blockAfterEquals'];

/** The grammar. Its actions build the tree; what they find wrong is in `problems`. */
export class Parser extends EmbeddedActionsParser {
  problems: Problem[] = [];

  constructor(skipValidations: boolean) {
    super(t.tokens, { recoveryEnabled: true, maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  // Recovery goes to the end of the line, or to the comma; it guesses no token.
  protected override canTokenTypeBeInsertedInRecovery(): boolean {
    return false;
  }
  protected override canTokenTypeBeDeletedInRecovery(): boolean {
    return false;
  }
  /** Skips what stands in brackets as one, for a separator in there separates nothing out here. */
  protected override SKIP_TOKEN(): IToken {
    let depth = 0;
    let next: IToken;
    do {
      depth += depthOf(this.LA(1));
      next = super.SKIP_TOKEN();
    } while (depth > 0 && next.tokenType !== EOF);
    return next;
  }

  file = this.RULE('file', (): Item[] => {
    const items: Item[] = [];
    this.OPTION(() => this.SUBRULE(this.item, { ARGS: [items] }));
    this.MANY(() => {
      this.CONSUME(t.Separator);
      this.OPTION1(() => this.SUBRULE1(this.item, { ARGS: [items] }));
    });
    this.CONSUME(EOF);
    return items;
  });

  item = this.RULE('item', (items: Item[]): void => {
    this.OR([
      { ALT: () => this.SUBRULE(this.use, { ARGS: [items] }) },
      { ALT: () => this.SUBRULE(this.definition, { ARGS: [items] }) },
      { ALT: () => this.SUBRULE(this.entry, { ARGS: [items] }) },
    ]);
  });

  use = this.RULE('use', (items: Item[]): void => {
    const first = this.CONSUME(t.Use);
    const path = this.OPTION(() => this.CONSUME(t.Text));
    this.ACTION(() => {
      const use: Use = { kind: 'use', span: this.from(first), ...(path && { path: textNode(path) }) };
      if (!path) this.missing(use.span, '`use` has no path.', 'Write the path of another file: `use "cluster.cogx"`.');
      items.push(use);
    });
  });

  definition = this.RULE('definition', (items: Item[]): void => {
    const first = this.OR([{ ALT: () => this.CONSUME(t.Let) }, { ALT: () => this.CONSUME(t.Param) }]);
    const name = this.OPTION(() => this.CONSUME(t.Name));
    const value = this.OPTION1(() => {
      this.CONSUME(t.Equals);
      return this.OPTION2(() => this.SUBRULE(this.value));
    });
    this.ACTION(() => {
      const keyword = first.image === 'let' ? 'let' : 'param';
      const span = this.from(first);
      const node: Definition = {
        kind: 'definition',
        span,
        keyword,
        ...(name && { name: nameNode(name) }),
        ...(value && { value }),
      };
      if (!name || !value) {
        const shown = name?.image ?? 'warmup';
        this.missing(span, `\`${keyword}\` has no ${name ? 'value' : 'name'}.`, `Write \`${keyword} ${shown} = …\`.`);
      }
      items.push(node);
    });
  });

  entry = this.RULE('entry', (items: Item[]): void => {
    const name = this.CONSUME(t.Name);
    const label = this.OPTION(() => this.CONSUME1(t.Name));
    let value: Value | undefined;
    let body: Body | undefined;
    let equals = false;
    this.OPTION1(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Equals);
            equals = true;
            this.OPTION2(() => {
              this.OR1([
                { ALT: () => (value = this.SUBRULE(this.value)) },
                { ALT: () => (body = this.SUBRULE(this.blockAfterEquals)) },
              ]);
            });
          },
        },
        { ALT: () => (body = this.SUBRULE1(this.body)) },
        { ALT: () => (value = this.SUBRULE2(this.forgottenEquals)) },
      ]);
    });
    this.ACTION(() => {
      const head = { span: this.from(name), name: nameNode(name), ...(label && { label: nameNode(label) }) };
      if (body) {
        items.push({ kind: 'block', ...head, body: body.span, items: body.items } satisfies Block);
      } else if (label && !equals && !value) {
        items.push({ kind: 'block', ...head, items: [] } satisfies Block);
      } else {
        if (!value)
          this.missing(
            head.span,
            `\`${name.image}\` has no value.`,
            `Write \`${name.image} = …\`${equals ? '' : `, or a block: \`${name.image} { … }\``}.`,
          );
        items.push({ kind: 'property', ...head, ...(value && { value }) } satisfies Property);
      }
    });
  });

  body = this.RULE('body', (): Body => {
    const items: Item[] = [];
    const first = this.CONSUME(t.LeftBrace);
    this.OPTION(() => this.SUBRULE(this.item, { ARGS: [items] }));
    this.MANY(() => {
      this.CONSUME(t.Separator);
      this.OPTION1(() => this.SUBRULE1(this.item, { ARGS: [items] }));
    });
    this.CONSUME(t.RightBrace);
    return { span: this.ACTION(() => this.from(first)), items };
  });

  value = this.RULE(
    'value',
    (): Value =>
      this.OR([{ ALT: () => this.ACTION1(this.CONSUME(t.Name), nameValue) }, { ALT: () => this.SUBRULE(this.other) }]),
  );

  /** A value that is no name. */
  other = this.RULE(
    'other',
    (): Value =>
      this.OR([
        { ALT: () => this.SUBRULE(this.quantity) },
        { ALT: () => this.ACTION1(this.CONSUME(t.Size), sizeNode) },
        { ALT: () => this.ACTION1(this.CONSUME(t.Reference), referenceNode) },
        { ALT: () => this.SUBRULE(this.list) },
      ]),
  );

  quantity = this.RULE('quantity', (): Quantity => {
    const number = this.CONSUME(t.Quantity);
    const unit = this.OPTION(() => this.CONSUME(t.Unit));
    return this.ACTION(() => ({
      kind: 'quantity',
      span: this.from(number),
      number: Number(number.image),
      ...(unit && { unit: unit.image }),
    }));
  });

  list = this.RULE('list', (): List => {
    const items: Value[] = [];
    const first = this.CONSUME(t.LeftBracket);
    this.OPTION(() => items.push(this.SUBRULE(this.value)));
    this.MANY(() => {
      this.CONSUME(t.Separator);
      this.OPTION1(() => items.push(this.SUBRULE1(this.value)));
    });
    this.CONSUME(t.RightBracket);
    return this.ACTION(() => ({ kind: 'list', span: this.from(first), items }));
  });

  /** `count 81` */
  forgottenEquals = this.RULE('forgottenEquals', (): Value => {
    const name = this.ACTION(() => this.LA(0));
    const value = this.SUBRULE(this.other);
    this.ACTION(() =>
      this.problems.push({
        code: 'forgotten-equals',
        message: `\`${name.image}\` has no \`=\` before its value.`,
        help: `Write \`${name.image} = …\`.`,
        span: value.span,
      }),
    );
    return value;
  });

  /** `train = { … }` */
  blockAfterEquals = this.RULE('blockAfterEquals', (): Body => {
    const equals = this.ACTION(() => this.LA(0));
    const body = this.SUBRULE(this.body);
    this.ACTION(() =>
      this.problems.push({
        code: 'block-with-equals',
        message: 'A block has no `=` before its `{`.',
        help: 'Remove the `=`.',
        span: spanOf(equals),
      }),
    );
    return body;
  });

  private ACTION1<Node>(token: IToken, node: (token: IToken) => Node): Node {
    return this.ACTION(() => node(token));
  }
  /** From a token to the last one that was read. */
  private from(first: IToken): Span {
    return { start: first.startOffset, end: spanOf(this.LA(0)).end };
  }
  private missing(span: Span, message: string, help: string): void {
    this.problems.push({ code: 'missing-value', message, help, span });
  }
}

type Body = { readonly span: Span; readonly items: readonly Item[] };

const depthOf = (token: IToken): number => {
  if (token.tokenType === t.LeftBrace || token.tokenType === t.LeftBracket) return 1;
  return token.tokenType === t.RightBrace || token.tokenType === t.RightBracket ? -1 : 0;
};

const isText = (token: IToken): boolean => tokenMatcher(token, t.Text) || token.tokenType === t.Loose;
const said = (token: IToken): string => (tokenMatcher(token, t.Text) ? textOf(token.image) : token.image);

const nameNode = (token: IToken): Name => ({
  kind: 'name',
  span: spanOf(token),
  text: said(token),
  quoted: isText(token),
});
const textNode = (token: IToken): Text => ({ kind: 'text', span: spanOf(token), text: said(token) });
const wordNode = (token: IToken): Word => ({ kind: 'word', span: spanOf(token), text: token.image });
const nameValue = (token: IToken): Text | Word => (isText(token) ? textNode(token) : wordNode(token));
const referenceNode = (token: IToken): Reference => ({
  kind: 'reference',
  span: spanOf(token),
  name: token.image.slice(1),
});
const sizeNode = (token: IToken): Size => {
  const [width, height] = token.image.split('x');
  return { kind: 'size', span: spanOf(token), width: Number(width), height: Number(height) };
};
