import { EmbeddedActionsParser, EOF, type IToken } from 'chevrotain';
import type { Item, List, Quantity, Span, Value } from './ast.ts';
import * as messages from './messages.ts';
import * as nodes from './nodes.ts';
import type { Finding, Saying } from './problem.ts';
import * as t from './tokens.ts';

/** The grammar. Its actions build the tree; what is wrong is in `problems`. */
export class Parser extends EmbeddedActionsParser {
  problems: Finding[] = [];
  private text = '';

  constructor(skipValidations: boolean) {
    super(t.tokens, { maxLookahead: 1, skipValidations });
    this.performSelfAnalysis();
  }

  /** Makes items of tokens whose brackets match. */
  read(text: string, tokens: IToken[]): Item[] {
    this.input = tokens;
    this.text = text;
    this.problems = [];
    return this.file();
  }

  file = this.RULE('file', (): Item[] => {
    const items = this.SUBRULE(this.items);
    this.CONSUME(EOF);
    return items;
  });

  items = this.RULE('items', (): Item[] => {
    const items: Item[] = [];
    this.OPTION(() => this.SUBRULE(this.item, { ARGS: [items] }));
    this.leaveOut(messages.noItem);
    this.MANY(() => {
      this.CONSUME(t.Separator);
      this.OPTION1(() => this.SUBRULE1(this.item, { ARGS: [items] }));
      this.leaveOut(messages.noItem);
    });
    return items;
  });

  item = this.RULE('item', (items: Item[]): void => {
    // The reserved words are names too, elsewhere: here the first alternative that fits is taken.
    this.OR([
      { ALT: () => this.SUBRULE(this.use, { ARGS: [items] }), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.definition, { ARGS: [items] }), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.entry, { ARGS: [items] }) },
    ]);
  });

  use = this.RULE('use', (items: Item[]): void => {
    const keyword = this.CONSUME(t.Use);
    const path = this.OPTION(() => this.CONSUME(t.Text));
    this.ACTION(() => {
      if (!path) this.problems.push(messages.incomplete(keyword, this.LA(1)));
      items.push({ kind: 'use', span: this.since(keyword), ...(path && { path: nodes.textNode(path) }) });
    });
  });

  definition = this.RULE('definition', (items: Item[]): void => {
    const keyword = this.OR([{ ALT: () => this.CONSUME(t.Let) }, { ALT: () => this.CONSUME(t.Param) }]);
    let value: Value | undefined;
    const name = this.OPTION(() => {
      const token = this.CONSUME(t.Name);
      value = this.OPTION1(() => {
        this.CONSUME(t.Equals);
        return this.OPTION2(() => this.SUBRULE(this.value));
      });
      return token;
    });
    this.ACTION(() => {
      if (!value) this.problems.push(messages.incomplete(keyword, this.LA(1), name));
      items.push(nodes.definitionOf({ span: this.since(keyword), keyword, name, value }));
    });
  });

  /** A block or a property: the grammar can't tell before it has read what follows the name. */
  entry = this.RULE('entry', (items: Item[]): void => {
    const name = this.CONSUME(t.Name);
    const label = this.OPTION(() => this.CONSUME1(t.Name));
    const rest = this.OPTION1(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.assignment) },
        { ALT: () => this.SUBRULE(this.body) },
        { ALT: () => this.SUBRULE(this.forgottenEquals) },
      ]),
    );
    this.ACTION(() => {
      const span = this.since(name);
      items.push(nodes.entryOf({ span, name, label, rest }));
      this.problems.push(...messages.entryProblems({ span, name, label, rest }));
    });
  });

  assignment = this.RULE('assignment', (): nodes.Rest => {
    const equals = this.CONSUME(t.Equals);
    const rest = this.OPTION(() =>
      this.OR([
        { ALT: () => ({ value: this.SUBRULE(this.value) }) },
        { ALT: () => this.SUBRULE(this.blockAfterEquals) },
      ]),
    );
    return { equals, ...rest };
  });

  body = this.RULE('body', (): nodes.Rest => {
    const brace = this.CONSUME(t.LeftBrace);
    const items = this.SUBRULE(this.items);
    this.CONSUME(t.RightBrace);
    return this.ACTION(() => ({ body: { span: this.since(brace), items } }));
  });

  value = this.RULE(
    'value',
    (): Value =>
      this.OR([
        { ALT: () => this.node(this.CONSUME(t.Name), nodes.wordOrText) },
        { ALT: () => this.SUBRULE(this.literal) },
      ]),
  );

  /** A value that could not be a name. */
  literal = this.RULE(
    'literal',
    (): Value =>
      this.OR([
        { ALT: () => this.SUBRULE(this.quantity) },
        { ALT: () => this.node(this.CONSUME(t.Size), nodes.sizeOf) },
        { ALT: () => this.node(this.CONSUME(t.Reference), nodes.referenceOf) },
        { ALT: () => this.SUBRULE(this.list) },
      ]),
  );

  quantity = this.RULE('quantity', (): Quantity => {
    const number = this.CONSUME(t.Numeral);
    const unit = this.OPTION({
      // `count = 81 rate = 16`: a comma is missing there, and `rate` is no unit.
      GATE: () => !nodes.isOneOf(this.LA(2), [t.Equals, t.LeftBrace]),
      DEF: () => this.CONSUME(t.Unit),
    });
    return this.ACTION(() => nodes.quantityOf(this.since(number), number, unit));
  });

  list = this.RULE('list', (): List => {
    const items: Value[] = [];
    const bracket = this.CONSUME(t.LeftBracket);
    this.OPTION(() => items.push(this.SUBRULE(this.value)));
    this.leaveOut(messages.noValue);
    this.MANY(() => {
      this.CONSUME(t.Separator);
      this.OPTION1(() => items.push(this.SUBRULE1(this.value)));
      this.leaveOut(messages.noValue);
    });
    this.CONSUME(t.RightBracket);
    return this.ACTION(() => ({ kind: 'list', span: this.since(bracket), items }));
  });

  /** `train = { … }` */
  blockAfterEquals = this.RULE('blockAfterEquals', (): nodes.Rest => {
    const equals = this.ACTION(() => this.LA(0));
    const rest = this.SUBRULE(this.body);
    this.ACTION(() => this.problems.push(messages.blockWithEquals(equals)));
    return rest;
  });

  /** `count 81` */
  forgottenEquals = this.RULE('forgottenEquals', (): nodes.Rest => {
    const name = this.ACTION(() => this.LA(0));
    const value = this.SUBRULE(this.literal);
    this.ACTION(() => {
      const written = this.text.slice(value.span.start, value.span.end);
      this.problems.push(messages.forgottenEquals(name, { span: value.span, written }));
    });
    return { value };
  });

  private node<Node>(token: IToken, make: (token: IToken) => Node): Node {
    return this.ACTION(() => make(token));
  }

  /** From a token to the last one that was read. */
  private since(first: IToken): Span {
    return { start: first.startOffset, end: nodes.spanOf(this.LA(0)).end };
  }

  // chevrotain's own recovery is off: it looks for its way token by token, and calls itself for each mistake.
  /** Leaves out what no rule can read, up to the next separator or the end of the block or list around it. */
  private leaveOut(say: (token: IToken) => Saying): void {
    this.ACTION(() => {
      const first = this.LA(1);
      if (nodes.isBoundary(first)) return;
      this.problems.push(messages.unexpected(first, this.LA(0), say));
      for (let depth = 0; depth > 0 || !nodes.isBoundary(this.LA(1)); this.SKIP_TOKEN()) {
        depth += nodes.depthOf(this.LA(1));
      }
    });
  }
}
