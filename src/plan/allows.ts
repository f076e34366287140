import type { Comment, File, Item, Span } from '../../grammar/ast.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Path } from './path.ts';
import { structureOf, typeAt } from './structure.ts';

/** One code of a comment `# cogx-allow CODE, CODE: reason`. */
export type Allow = {
  readonly code: string;
  /** Where the code stands; the whole comment where it names none. */
  readonly place: Place;
  readonly reason: string;
  /** What it speaks of: the item below it, or the one that ends on its line. */
  readonly item?: Allowed;
};

type Allowed = {
  readonly span: Span;
  /** As the plan names it; absent for what the plan has no name for. */
  readonly path?: Path;
  /** The profile that it stands in, or is. */
  readonly profile?: string;
};

const mark = 'cogx-allow';

/** All that a file allows. */
export const allowsOf = (file: string, text: string, tree: File): readonly Allow[] => {
  if (!text.includes(mark)) return [];
  return tree.comments
    .filter((comment) => comment.text.startsWith(mark))
    .flatMap((comment) => {
      const item = spokenOf(text, tree, comment);
      return named(text, comment).map(({ code, span, reason }) => ({
        code,
        reason,
        place: { file, span },
        ...(item ? { item } : {}),
      }));
    });
};

type Named = { readonly code: string; readonly span: Span; readonly reason: string };

const named = (text: string, { span, text: said }: Comment): readonly Named[] => {
  const rest = said.slice(mark.length);
  const colon = rest.indexOf(':');
  const codes = colon < 0 ? rest : rest.slice(0, colon);
  const reason = colon < 0 ? '' : rest.slice(colon + 1).trim();
  const from = text.indexOf(mark, span.start) + mark.length;
  const found = [...codes.matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => {
    const start = from + index;
    return { code, reason, span: { start, end: start + code.length } };
  });
  return found.length > 0 ? found : [{ code: '', reason, span }];
};

/** The item that ends on the comment's line, else the first below it in the same block. */
const spokenOf = (text: string, tree: File, { span }: Comment): Allowed | undefined => {
  const isAlone = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start).trim() === '';
  const above: Item[] = [];
  let items = tree.items;
  for (;;) {
    const around = items.find((item) => item.span.start < span.start && span.end <= item.span.end);
    if (around?.kind !== 'block') break;
    above.push(around);
    items = around.items;
  }
  const around = above.at(-1);
  // `train { # cogx-allow …` speaks of train.
  const opens = around && !text.slice(around.span.start, span.start).includes('\n') ? around : undefined;
  if (!isAlone && opens && !items.some((each) => each.span.end <= span.start)) return allowed(above, opens.span);
  const item = isAlone
    ? items.find((each) => each.span.start >= span.end)
    : items.findLast((each) => each.span.end <= span.start && !text.slice(each.span.end, span.start).includes('\n'));
  return item && allowed([...above, item], item.span);
};

/** A finding names a word by the path that it has in the plan, whatever profile says it. */
const allowed = (chain: readonly Item[], span: Span): Allowed => {
  const [first] = chain;
  const profile = first?.kind === 'block' && first.name.text === 'profile' ? (first.label?.text ?? '') : undefined;
  const path: string[] = [];
  for (const item of profile === undefined ? chain : chain.slice(1)) {
    if (item.kind === 'use' || item.kind === 'definition')
      return { span, ...(profile === undefined ? {} : { profile }) };
    path.push(item.name.text);
    const type = typeAt(path);
    if (type && structureOf(type).kind === 'collection' && item.label) path.push(item.label.text);
  }
  return { span, ...(path.length > 0 ? { path } : {}), ...(profile === undefined ? {} : { profile }) };
};
