import type { File, Item, Span, Value } from '../../grammar/ast.ts';
import type { Fix } from '../diagnostics/diagnostic.ts';
import { type Change, fixOf } from '../diagnostics/fix.ts';
import { insertion } from './insert.ts';
import { type Path, printPath } from './path.ts';
import type { Reading } from './reading.ts';
import { structureOf, typeAt } from './structure.ts';

/** A value that a fix wants at a path. */
export type Wish = { readonly path: Path; readonly text: string };

/** A text that was read, as a tree; `sound` where the parser found nothing in it. */
export type Parsed = { readonly tree: File; readonly sound: boolean };

/** What was read, and from what. */
export type Manuscript = {
  /** The main file: words that stand nowhere yet go there. */
  readonly file: string;
  readonly reading: Reading;
  readonly sources: ReadonlyMap<string, string>;
  readonly trees: ReadonlyMap<string, Parsed>;
};

/**
 * The edits that bring values to paths: where the winning value stands (in a used file, or behind a reference), or into
 * the block where it would stand. Nothing where an edit there would not do, or would do more.
 */
export const placedFix = (safety: Fix['safety'], wishes: readonly Wish[], manuscript: Manuscript): Fix | undefined => {
  const changes: Change[] = [];
  for (const wish of wishes) {
    const stands = manuscript.reading.places.has(printPath(wish.path));
    const placed = stands ? replaced(wish, manuscript) : inserted(wish, manuscript);
    if (!placed) return undefined;
    changes.push(...placed);
  }
  // Another pipeline may use that file, and mean what it says.
  const isShared = changes.some(({ place }) => place.file !== manuscript.file);
  return fixOf(isShared ? 'unsafe' : safety, changes);
};

const inserted = ({ path, text: value }: Wish, { file, sources, trees }: Manuscript): readonly Change[] | undefined => {
  const [parsed, text] = [trees.get(file), sources.get(file)];
  // Where brackets do not match nobody can say which block is which.
  return parsed?.sound && text !== undefined ? insertion({ file, text, tree: parsed.tree }, path, value) : undefined;
};

const replaced = ({ path, text }: Wish, manuscript: Manuscript): readonly Change[] | undefined => {
  const key = printPath(path);
  // A choice whose settings are written keeps them, and another label may know none of them.
  const type = typeAt(path);
  const isChoice = type && structureOf(type).kind !== 'value';
  if (isChoice && [...manuscript.reading.places.keys()].some((each) => each.startsWith(`${key}.`))) return undefined;
  const place = manuscript.reading.places.get(key);
  if (!place || place.value.start === place.name.start) return undefined;
  const standing = standingValue(place.file, place.value, manuscript);
  return standing && [{ place: { file: place.file, span: standing.span }, text, was: standing.text }];
};

/** Where a value really stands: `$warmup` stands where `warmup` is defined. */
export const standingValue = (
  file: string,
  span: Span,
  { sources, trees }: Pick<Manuscript, 'sources' | 'trees'>,
): { readonly span: Span; readonly text: string } | undefined => {
  const tree = trees.get(file)?.tree;
  if (!tree) return undefined;
  const text = (sources.get(file) ?? '').slice(span.start, span.end);
  if (!text.startsWith('$')) return { span, text };
  const name = text.slice(1);
  const given = [...sources.keys()].some((source) => source.startsWith(`--set ${name}=`));
  const value = tree.items.find((item) => item.kind === 'definition' && item.name?.text === name);
  if (given || value?.kind !== 'definition' || !value.value || references(tree.items, name) !== 1) return undefined;
  return standingValue(file, value.value.span, { sources, trees });
};

/** How often a file refers to a name: with a second reader, its value is not this one's to change. */
const references = (items: readonly Item[], name: string): number =>
  items.reduce((sum, item) => {
    if (item.kind === 'block') return sum + references(item.items, name);
    return sum + (item.kind === 'use' || !item.value ? 0 : inValue(item.value, name));
  }, 0);

const inValue = (value: Value, name: string): number => {
  if (value.kind === 'list') return value.items.reduce((sum, each) => sum + inValue(each, name), 0);
  return value.kind === 'reference' && value.name === name ? 1 : 0;
};
