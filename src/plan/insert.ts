import type { Block, Comment, File, Item, Property, Span } from '../../grammar/ast.ts';
import type { Change } from '../diagnostics/fix.ts';
import type { Path } from './path.ts';
import { structureOf, typeAt } from './structure.ts';

/** A text and its tree. */
export type Page = { readonly file: string; readonly text: string; readonly tree: File };

/** One name on the way to a word, with the label of a collection's block. */
type Step = { readonly name: string; readonly label?: string };

/** The edits that write a word which stands nowhere yet: into its block, or with its block. */
export const insertion = (page: Page, path: Path, value: string): readonly Change[] | undefined => {
  let steps = stepsOf(path);
  let holder: Block | undefined;
  if (steps.at(-1)?.label !== undefined) return undefined;
  while (steps.length > 1) {
    const next = (holder ?? page.tree).items.find((item) => isStep(item, steps[0] as Step));
    if (!next) break;
    steps = steps.slice(1);
    if (next.kind === 'property') return withBody(page, next, written(steps, value));
    if (!next.body) return [changeAt(page, next.span.end, ` { ${written(steps, value)} }`)];
    holder = next;
  }
  // It stands there already, and this is not its place to be changed.
  if ((holder ?? page.tree).items.some((item) => isStep(item, steps[0] as Step))) return undefined;
  const line = written(steps, value);
  return holder?.body ? [inBlock(page, { ...holder, body: holder.body }, line)] : atEnd(page, line);
};

/** What stands in the block that is so many parts of the path deep: `optimizer { learning_rate = 1e-4 }`. */
export const wrapped = (path: Path, depth: number, value: string): string =>
  written(stepsOf(path).slice(stepsOf(path.slice(0, depth)).length), value);

const stepsOf = (path: Path): readonly Step[] => {
  const steps: Step[] = [];
  for (let index = 0; index < path.length; index++) {
    const type = typeAt(path.slice(0, index + 1));
    const isCollection = type && structureOf(type).kind === 'collection';
    const label = isCollection ? path[index + 1] : undefined;
    steps.push({ name: path[index] ?? '', ...(label === undefined ? {} : { label }) });
    if (label !== undefined) index++;
  }
  return steps;
};

const isStep = (item: Item, { name, label }: Step): item is Block | Property =>
  (item.kind === 'block' || item.kind === 'property') &&
  item.name.text === name &&
  (label === undefined || item.label?.text === label);

/** `train { checkpoint { keep = 3 } }` */
const written = ([head, ...rest]: readonly Step[], value: string): string => {
  if (!head) return value;
  const label =
    head.label === undefined
      ? ''
      : ` ${/^[A-Za-z_]([\w.-]*\w)?$/.test(head.label) ? head.label : JSON.stringify(head.label)}`;
  return rest.length === 0 ? `${head.name} = ${value}` : `${head.name}${label} { ${written(rest, value)} }`;
};

/** `shard = zero2` becomes `shard zero2 { … }`. */
const withBody = (page: Page, { name, value }: Property, line: string): readonly Change[] | undefined => {
  if (value?.kind !== 'word') return undefined;
  const between = { start: name.span.end, end: value.span.start };
  const was = page.text.slice(between.start, between.end);
  if (!/^\s*=\s*$/.test(was)) return undefined;
  return [
    { place: { file: page.file, span: between }, text: ' ', was },
    changeAt(page, value.span.end, ` { ${line} }`),
  ];
};

/** After the last item, in the look of the block: on its line, or on a line of its own. */
const inBlock = (page: Page, block: Block & { readonly body: Span }, line: string): Change => {
  const { text } = page;
  const { body } = block;
  const last = block.items.at(-1);
  const from = last?.span.end ?? body.start + 1;
  const end = endOfLine(page, from);
  if (end >= body.end - 1 || isInside(page.tree.comments, end)) {
    if (last) return changeAt(page, from, `, ${line}`);
    return changeAt(page, from, text[from] === '}' ? ` ${line} ` : ` ${line}`);
  }
  const indent = last ? indentOf(text, last.span.start) : `${indentOf(text, block.span.start)}  `;
  return changeAt(page, end, `${newline(text)}${indent}${line}`);
};

const atEnd = (page: Page, line: string): readonly Change[] | undefined => {
  const { text, tree } = page;
  const open = tree.comments.some(({ span }) => span.end === text.length && text.startsWith('/*', span.start));
  if (open) return undefined;
  const gap = text === '' || text.endsWith('\n') ? '' : newline(text);
  return [changeAt(page, text.length, `${gap}${line}${newline(text)}`)];
};

const changeAt = ({ file }: Page, offset: number, text: string): Change => ({
  place: { file, span: { start: offset, end: offset } },
  text,
  was: '',
});

const newline = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Where the line of an offset ends, before its line break. */
const endOfLine = ({ text }: Page, offset: number): number => {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
};

const isInside = (comments: readonly Comment[], offset: number): boolean =>
  comments.some(({ span }) => span.start < offset && offset < span.end);

/** The white space before the first letter of an offset's line. */
const indentOf = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
