import type { Comment, File, Item, Span, Value } from './ast.ts';
import { beforeBody, beforeValue, flat, flatRow, head, inBrackets } from './flat.ts';
import { indentation, type Line, layOut } from './lines.ts';
import { asLines, inside } from './remarks.ts';
import { type Source, sourceOf } from './source.ts';
import { dedented, textOf } from './text.ts';

/** Longer rows are written over several lines, as far as they can be. */
const widest = 100;

/** Writes a file that was read without a problem as all files are written. No comment is lost, and nothing means something else. */
export const print = (text: string, file: File): string => {
  const page: Page = { source: sourceOf(text, file), lines: [] };
  printAll(page, { nodes: file.items, span: file.span, depth: 0, isFile: true });
  return layOut(page.lines);
};

/** What is being printed, and the lines that are printed already. */
type Page = { readonly source: Source; readonly lines: Line[] };

/** The items of a file or a block, or the values of a list, and the span in which they and their comments stand. */
type Inside = {
  readonly nodes: readonly (Item | Value)[];
  readonly span: Span;
  readonly depth: number;
  readonly isFile?: true;
};

const printAll = (page: Page, { nodes, span, depth, isFile }: Inside): void => {
  const isSplit = page.source.isOneLine(span) && !isFile;
  let end = span.start;
  for (const row of rowsOf(page.source, nodes, isSplit)) {
    const [first, last] = [row[0] as Item | Value, row.at(-1) as Item | Value];
    const opens = end === span.start;
    printGap(page, { span: { start: end, end: first.span.start }, depth, opens, isTop: opens && isFile });
    printRow(page, row, depth);
    end = last.span.end;
  }
  const opens = end === span.start;
  printGap(page, { span: { start: end, end: span.end }, depth, opens, isTop: opens && isFile, closes: true });
};

/** Neighbours that their author wrote side by side. What did not fit on one line is written one below the other. */
const rowsOf = (source: Source, nodes: Inside['nodes'], isSplit: boolean): Inside['nodes'][] => {
  const rows: (Item | Value)[][] = [];
  let end = 0;
  for (const node of nodes) {
    const row = rows.at(-1);
    if (row && !isSplit && source.isOneLine({ start: end, end: node.span.start })) row.push(node);
    else rows.push([node]);
    end = node.span.end;
  }
  return rows;
};

const printRow = (page: Page, row: Inside['nodes'], depth: number): void => {
  const [first] = row;
  const written = row.length > 1 ? flatRow(page.source, row) : undefined;
  if (written !== undefined && fits(written, depth)) {
    page.lines.push({ depth, code: written });
    return;
  }
  let end = first?.span.start ?? 0;
  for (const node of row) {
    if (node !== first) printGap(page, { span: { start: end, end: node.span.start }, depth, opens: false });
    printNode(page, node, depth);
    end = node.span.end;
  }
};

const fits = (written: string, depth: number): boolean => indentation(depth).length + written.length <= widest;

/** A node on a line of its own, or on several. */
const printNode = (page: Page, node: Item | Value, depth: number): void => {
  const { source, lines } = page;
  const written = flat(source, node);
  const named = node.kind === 'property' ? { head: head(source, node) } : {};
  if (written !== undefined && (fits(written, depth) || !canSpread(source, node))) {
    lines.push({ depth, code: written, ...named });
  } else if (node.kind === 'block' && node.body) {
    lines.push({ depth, code: `${beforeBody(source, node)} {` });
    printAll(page, { nodes: node.items, span: inBrackets(node.body), depth: depth + 1 });
    lines.push({ depth, code: '}' });
  } else if (node.kind === 'property' || node.kind === 'definition') {
    const before = { depth, code: `${beforeValue(source, node)} `, ...named };
    if (node.value) spreadValue(page, node.value, before);
  } else if (node.kind === 'list' || node.kind === 'text') spreadValue(page, node, { depth, code: '' });
};

const canSpread = (source: Source, node: Item | Value): boolean => {
  switch (node.kind) {
    case 'block':
      return node.items.length > 0 || (node.body !== undefined && source.comments(inBrackets(node.body)).length > 0);
    case 'property':
    case 'definition':
      return node.value !== undefined && canSpread(source, node.value);
    case 'list':
      return node.items.length > 0 || source.comments(node.span).length > 0;
    default:
      return false;
  }
};

/** A value over several lines, behind what stands on its first line already. */
const spreadValue = (page: Page, value: Value, before: Line): void => {
  const { source, lines } = page;
  const { depth, code } = before;
  if (value.kind === 'list') {
    lines.push({ ...before, code: `${code}[` });
    printAll(page, { nodes: value.items, span: inBrackets(value.span), depth: depth + 1 });
    lines.push({ depth, code: ']' });
  } else {
    const [first, ...rest] = longText(source.written(value.span), depth);
    lines.push({ ...before, code: `${code}${first}` });
    for (const line of rest) lines.push({ depth: 0, code: line });
  }
};

/** `"""…"""` over several lines: indented like its surroundings, where its first line allows it without a change of meaning. */
const longText = (image: string, depth: number): readonly string[] => {
  const said = dedented(image.slice(3, -3)).split('\n');
  const content = said.map((line) => (line === '' ? '' : `${indentation(depth + 1)}${line}`));
  const lines = ['"""', ...content, `${indentation(depth)}"""`];
  return textOf(lines.join('\n')) === textOf(image) ? lines : image.split(/\r\n?|\n/);
};

/** What stands between two neighbours, or between one of them and the bracket around them. */
type Gap = {
  readonly span: Span;
  readonly depth: number;
  /** Whether it is the first of its block. */
  readonly opens: boolean;
  /** Whether nothing stands before it in the file. */
  readonly isTop?: boolean | undefined;
  /** Whether it is the last of its block. */
  readonly closes?: true;
};

/** The comments of a gap, and one empty line for any number of them. */
const printGap = (page: Page, gap: Gap): void => {
  const { source, lines } = page;
  const { span, depth, closes } = gap;
  const comments = source.comments(span);
  const endsLine = !gap.isTop && (closes || !source.isOneLine(span));
  const trailing = endsLine ? countTrailing(source, comments, span.start) : { own: 0, all: 0 };
  printTrailing(page, comments.slice(0, trailing.all), trailing.own);
  let end = comments[trailing.all - 1]?.span.end ?? span.start;
  let isFirst = gap.opens && trailing.all === trailing.own;
  const separate = (start: number): void => {
    if (!isFirst && source.lineOf(start) - source.lineOf(end) > 1) lines.push({ depth: 0, code: '' });
    isFirst = false;
  };
  for (const comment of comments.slice(trailing.all)) {
    separate(comment.span.start);
    for (const code of asLines(source.written(comment.span))) lines.push({ depth, code });
    end = comment.span.end;
  }
  if (!closes) separate(span.end);
};

/** How many comments stand at the end of a line, and how many with those that go on below the first of them, in its column. */
const countTrailing = (source: Source, comments: readonly Comment[], start: number): { own: number; all: number } => {
  const line = source.lineOf(start);
  const notOwn = comments.findIndex(({ span }) => source.lineOf(span.start) !== line);
  const own = notOwn === -1 ? comments.length : notOwn;
  let all = own;
  const column = own > 0 ? source.columnOf(comments[0]?.span.start ?? 0) : undefined;
  for (let next = comments[all]; next && source.columnOf(next.span.start) === column; next = comments[all]) {
    if (source.lineOf(next.span.start) !== source.lineOf(comments[all - 1]?.span.end ?? 0) + 1) break;
    all += 1;
  }
  return { own, all };
};

const printTrailing = ({ source, lines }: Page, comments: readonly Comment[], own: number): void => {
  const [first] = comments;
  const line = lines.pop();
  if (line && !first) lines.push(line);
  if (!line || !first) return;
  const column = source.columnOf(first.span.start);
  const images = comments.map(({ span }) => source.written(span));
  const [last = '', ...below] = asLines(images[own - 1] ?? '');
  const text = [...images.slice(0, own - 1).map(inside), last].join(' ');
  const rest = [...below, ...images.slice(own).flatMap(asLines)];
  lines.push({ ...line, comment: { text, column } });
  for (const each of rest) lines.push({ depth: 0, code: '', comment: { text: each, column }, continues: true });
};
