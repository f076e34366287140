import type { Item, Span } from '../../grammar/ast.ts';
import { countBelow, type Told } from './told-index.ts';

type Block = { readonly items: readonly Item[]; readonly span: Span };

/** Whether the parser left out something of a block itself: it may be whichever word is absent. */
export const hasGap = (told: Told, { items, span }: Block): boolean => {
  const gaps = told.gaps(span);
  if (gaps.length === 0) return false;
  const bodies = items.flatMap((item) => (item.kind === 'block' && item.body ? [item.body] : []));
  const starts = bodies.map(({ start }) => start);
  return gaps.some((at) => (bodies[countBelow(starts, at + 1) - 1]?.end ?? 0) <= at);
};
