import * as assert from 'uvu/assert';
import type { File, Item, Name, Span, Value } from '../../grammar/ast.ts';
import { type Problem, parse } from '../../grammar/parse.ts';
import { readQuickly } from '../../grammar/quick.ts';
import { readThoroughly } from '../../grammar/thorough.ts';

type Node = { readonly kind: string; readonly span: Span };

/**
 * Reads a text and holds the tree to what every tree is: nodes lie in their parents, one after the other. Where the quick
 * reader takes the text, the grammar must make the same of it and find nothing wrong.
 */
export const parseSound = (text: string): { file: File; problems: readonly Problem[] } => {
  const { file, problems } = parse(text);
  const quick = readQuickly(text);
  if (quick) assert.equal({ file: quick, problems: [] }, readThoroughly(text), text);
  assert.equal(file.span, { start: 0, end: text.length });
  sound(file, text);
  follow(file.span, file.comments, 'comments');
  for (const { span, reach } of problems) {
    within(file.span, reach, 'the reach of a problem');
    within({ start: reach.start, end: file.span.end }, span, 'a problem');
  }
  for (const { message, help } of problems) assert.not.match(`${message}${help}`, /[\n\r]|undefined|\[object/);
  const starts = problems.map(({ span }) => span.start);
  assert.equal(
    starts,
    [...starts].sort((a, b) => a - b),
  );
  return { file, problems };
};

const sound = (node: Node, text: string): void => {
  const children = childrenOf(node as File | Item | Value | Name);
  if (node.kind === 'name' || node.kind === 'word') {
    const { text: said, quoted } = node as Name;
    if (!quoted) assert.is(text.slice(node.span.start, node.span.end), said);
  }
  if (node.kind === 'block' && 'body' in node) within(node.span, node.body as Span, 'a body');
  follow(node.span, children, node.kind);
  for (const child of children) sound(child, text);
};

const childrenOf = (node: File | Item | Value | Name): readonly Node[] => {
  const maybe = (...nodes: readonly (Node | undefined)[]): Node[] => nodes.filter((each) => each !== undefined);
  switch (node.kind) {
    case 'file':
    case 'list':
      return node.items;
    case 'block':
      return [...maybe(node.name, node.label), ...node.items];
    case 'property':
      return maybe(node.name, node.label, node.value);
    case 'use':
      return maybe(node.path);
    case 'definition':
      return maybe(node.name, node.value);
    default:
      return [];
  }
};

const follow = (parent: Span, nodes: readonly Node[], what: string): void => {
  let end = parent.start;
  for (const { kind, span } of nodes) {
    within({ start: end, end: parent.end }, span, `${kind} of ${what}`);
    end = span.end;
  }
};

const within = (outer: Span, inner: Span, what: string): void => {
  const said = `${what}: ${inner.start}-${inner.end} in ${outer.start}-${outer.end}`;
  assert.ok(outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end, said);
};

/** A tree on one line, each kind of node in a look of its own. */
export const short = (items: readonly Item[]): string => items.map(shortItem).join('; ');

const shortItem = (item: Item): string => {
  switch (item.kind) {
    case 'use':
      return `use ${item.path ? shortValue(item.path) : '?'}`;
    case 'definition':
      return `${item.keyword} ${item.name ? shortName(item.name) : '?'} = ${item.value ? shortValue(item.value) : '?'}`;
    case 'property':
      return `${shortHead(item)} = ${item.value ? shortValue(item.value) : '?'}`;
    case 'block':
      return item.body ? `${shortHead(item)} { ${short(item.items)} }` : shortHead(item);
  }
};

const shortName = ({ text, quoted }: Name): string => (quoted ? JSON.stringify(text) : text);

const shortHead = ({ name, label }: { readonly name: Name; readonly label?: Name }): string =>
  label ? `${shortName(name)} ${shortName(label)}` : shortName(name);

const shortValue = (value: Value): string => {
  switch (value.kind) {
    case 'text':
      return JSON.stringify(value.text);
    case 'word':
      return value.text;
    case 'quantity':
      return value.unit === undefined ? `${value.number}` : `${value.number} ${value.unit}`;
    case 'size':
      return `${value.width}x${value.height}`;
    case 'reference':
      return `$${value.name}`;
    case 'list':
      return `[${value.items.map(shortValue).join(', ')}]`;
  }
};
