import type { Block, Definition, Item, List, Name, Property, Quantity, Span, Text, Use, Value } from './ast.ts';
import { inside } from './remarks.ts';
import type { Source } from './source.ts';

/** A node on one line; undefined where it can't be, or where its author wrote it on several. */
export const flat = (source: Source, node: Item | Value): string | undefined => {
  if (!source.flat.has(node)) source.flat.set(node, flatOnce(source, node));
  return source.flat.get(node);
};

const flatOnce = (source: Source, node: Item | Value): string | undefined => {
  switch (node.kind) {
    case 'block':
      return flatBlock(source, node);
    case 'property':
    case 'definition':
      return flatEntry(source, node);
    case 'use':
      return flatUse(source, node);
    case 'list':
      return flatList(source, node);
    case 'text':
      return source.isOneLine(node.span) ? source.written(node.span) : undefined;
    case 'quantity':
      return flatQuantity(source, node);
    case 'size':
    case 'word':
    case 'reference':
      return source.written(node.span);
  }
};

/** What stands before the `=` of a property or the `{` of a block. */
export const head = (source: Source, node: Block | Property | Definition): string => {
  let at = node.kind === 'definition' ? node.span.start + node.keyword.length : node.span.start;
  const parts: string[] = node.kind === 'definition' ? [node.keyword] : [];
  for (const name of namesOf(node)) {
    parts.push([...remarks(source, { start: at, end: name.span.start }), inQuotes(source, name)].join(' '));
    at = name.span.end;
  }
  return parts.join(' ');
};

/** All that stands before the value of a property. */
export const beforeValue = (source: Source, node: Property | Definition): string =>
  [head(source, node), '=', ...remarks(source, afterHead(node, node.value?.span))].join(' ');

/** All that stands before the body of a block. */
export const beforeBody = (source: Source, node: Block): string =>
  [head(source, node), ...remarks(source, afterHead(node, node.body))].join(' ');

const namesOf = (node: Block | Property | Definition): readonly Name[] =>
  [node.name, node.kind === 'definition' ? undefined : node.label].filter((name) => name !== undefined);

const afterHead = (node: Block | Property | Definition, next: Span | undefined): Span => {
  const start = namesOf(node).at(-1)?.span.end ?? node.span.end;
  return { start, end: next?.start ?? start };
};

/** Items side by side, with the comments between them. */
export const flatRow = (source: Source, nodes: readonly (Item | Value)[]): string | undefined => {
  const [first, last] = [nodes[0], nodes.at(-1)];
  return first && last ? flatItems(source, nodes, { start: first.span.start, end: last.span.end }) : '';
};

/** The inside of a bracket. */
export const inBrackets = ({ start, end }: Span): Span => ({ start: start + 1, end: end - 1 });

/** The comments of a span, all of which something follows on their line. */
const remarks = (source: Source, span: Span): readonly string[] =>
  source.comments(span).map((comment) => inside(source.written(comment.span)));

const flatBlock = (source: Source, block: Block): string | undefined => {
  const { body, items } = block;
  if (!body) return beforeBody(source, block);
  const inner = inBrackets(body);
  if (items.length === 0 && source.comments(inner).length === 0) return `${beforeBody(source, block)} {}`;
  const written = source.isOneLine(body) ? flatItems(source, items, inner) : undefined;
  return written === undefined ? undefined : `${beforeBody(source, block)} { ${written} }`;
};

const flatList = (source: Source, { span, items }: List): string | undefined => {
  const inner = inBrackets(span);
  if (items.length === 0 && source.comments(inner).length === 0) return '[]';
  const written = source.isOneLine(span) ? flatItems(source, items, inner) : undefined;
  return written === undefined ? undefined : `[${written}]`;
};

const flatEntry = (source: Source, node: Property | Definition): string | undefined => {
  const value = node.value ? flat(source, node.value) : '';
  return value === undefined ? undefined : `${beforeValue(source, node)} ${value}`.trimEnd();
};

const flatUse = (source: Source, { span, path }: Use): string => {
  const comments = remarks(source, { start: span.start, end: path?.span.start ?? span.end });
  return ['use', ...comments, ...(path ? [inQuotes(source, path)] : [])].join(' ');
};

const flatQuantity = (source: Source, { span, unit }: Quantity): string => {
  const [number = ''] = /^[-+\d.]+(?:[eE][+-]?\d+)?/.exec(source.written(span)) ?? [];
  return [number, ...remarks(source, span), ...(unit === undefined ? [] : [unit])].join(' ');
};

const flatItems = (source: Source, nodes: readonly (Item | Value)[], { start, end }: Span): string | undefined => {
  let at = start;
  const parts: string[] = [];
  for (const node of nodes) {
    const written = flat(source, node);
    if (written === undefined) return undefined;
    parts.push([...remarks(source, { start: at, end: node.span.start }), written].join(' '));
    at = node.span.end;
  }
  return [parts.join(', '), ...remarks(source, { start: at, end })].filter(Boolean).join(' ');
};

/** Names and paths stand on one line, whatever quotes they have. */
const inQuotes = (source: Source, node: Name | Text): string => {
  const written = source.written(node.span);
  return written.startsWith('"""') ? quoted(node.text) : written;
};

const quoted = (text: string): string => {
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\u{d}', '"': '\\"', '\\': '\\\\' };
  return `"${text.replace(/[\n\r"\\]/g, (letter) => escapes[letter] ?? letter)}"`;
};
