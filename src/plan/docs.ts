import type { Comment, File, Item } from '../../grammar/ast.ts';

/** The `##` lines that stand right above each item, as one text. */
export const docsOf = ({ items, comments }: File): ReadonlyMap<Item, string> => {
  const docs = new Map<Item, string>();
  const rest = comments.filter(({ doc }) => doc);
  attach(items, rest, docs);
  return docs;
};

/** Items stand in the order of the text, and so do comments: each comment belongs to the first item that begins after it. */
const attach = (items: readonly Item[], comments: Comment[], docs: Map<Item, string>): void => {
  for (const item of items) {
    const above: string[] = [];
    while (comments[0] && comments[0].span.end <= item.span.start) above.push(comments.shift()?.text.trim() ?? '');
    if (above.length > 0) docs.set(item, above.join('\n'));
    if (item.kind === 'block') attach(item.items, comments, docs);
    while (comments[0] && comments[0].span.start < item.span.end) comments.shift();
  }
};
