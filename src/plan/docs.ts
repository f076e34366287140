import type { Comment, File, Item } from '../../grammar/ast.ts';

/** The `##` lines that stand right above each item, as one text. */
export const docsOf = ({ items, comments }: File): ReadonlyMap<Item, string> => {
  const docs = new Map<Item, string>();
  const written = comments.filter(({ doc }) => doc);
  if (written.length > 0) attach(items, { comments: written, at: 0 }, docs);
  return docs;
};

type Rest = { readonly comments: readonly Comment[]; at: number };

/** Items stand in the order of the text, and so do comments: each comment belongs to the first item that begins after it. */
const attach = (items: readonly Item[], rest: Rest, docs: Map<Item, string>): void => {
  for (const item of items) {
    const above: string[] = [];
    for (let next = nextOf(rest); next && next.span.end <= item.span.start; next = nextOf(rest)) {
      above.push(next.text.trim());
      rest.at += 1;
    }
    if (above.length > 0) docs.set(item, above.join('\n'));
    if (item.kind === 'block') attach(item.items, rest, docs);
    for (let next = nextOf(rest); next && next.span.start < item.span.end; next = nextOf(rest)) rest.at += 1;
  }
};

const nextOf = ({ comments, at }: Rest): Comment | undefined => comments[at];
