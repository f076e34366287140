import type { CheckInput } from '../check.ts';
import type { Edit } from '../diagnostics/diagnostic.ts';
import { edited } from '../fix.ts';
import { insertion } from '../plan/insert.ts';
import { layer } from '../plan/layers.ts';
import { printPath } from '../plan/path.ts';
import { placedFix, type Wish } from '../plan/place-fix.ts';

/**
 * The text of a file with values in their places: where they stand in it, else in the block where they would stand, over what a used
 * file says. Undefined where one of them has no place that can be changed without another.
 */
export const written = (input: CheckInput, wishes: readonly Wish[]): string | undefined => {
  let { text } = input;
  for (const wish of wishes) {
    const edits = editsOf({ ...input, text }, wish);
    if (!edits) return undefined;
    text = edited(text, input.file, edits);
  }
  return text;
};

const editsOf = (input: CheckInput, wish: Wish): readonly Edit[] | undefined => {
  const { file, text } = input;
  const { reading, sources, trees } = layer(input);
  const manuscript = { file, reading, sources, trees };
  const place = reading.places.get(printPath(wish.path));
  const tree = trees.get(file);
  if (place && place.file !== file)
    return tree?.sound ? insertion({ file, text, tree: tree.tree }, wish.path, wish.text) : undefined;
  const edits = placedFix('safe', [wish], manuscript)?.edits;
  return edits?.every(({ place: { file: other } }) => other === file) ? edits : undefined;
};
