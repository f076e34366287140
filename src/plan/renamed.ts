import type { File, Item } from '../../grammar/ast.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fixOf } from '../diagnostics/fix.ts';

/** A word that was called otherwise: `train.batch` is `train.batch_per_gpu` since 0.2. Both stand in one block. */
export type Renamed = { readonly from: string; readonly to: string; readonly since: string };

/** Every word that had another name. Files with the old one are read, with a warning, until a new edition of the language. */
export const renamed: readonly Renamed[] = [];

export type Renewed = { readonly file: File; readonly told: readonly Diagnostic[] };

/** A tree as if it were written with today's names, and what is to be said of the old ones. */
export const withNewNames = (file: string, tree: File, table: readonly Renamed[]): Renewed => {
  if (table.length === 0) return { file: tree, told: [] };
  const told: Diagnostic[] = [];
  const names = new Map(table.map((each) => [each.from, each]));
  return { file: { ...tree, items: itemsOf(tree.items, [], { file, names, told }) }, told };
};

type Renewing = {
  readonly file: string;
  readonly names: ReadonlyMap<string, Renamed>;
  readonly told: Diagnostic[];
};

const itemsOf = (items: readonly Item[], above: readonly string[], renewing: Renewing): Item[] =>
  items.map((item) => itemOf(item, above, renewing));

/** Names that are the author's are no part of a path here: `dataset.videos`. */
const itemOf = (item: Item, above: readonly string[], renewing: Renewing): Item => {
  if (item.kind !== 'block' && item.kind !== 'property') return item;
  const was = item.name.text;
  // A profile holds the words of the top level again.
  const within = above.length === 1 && above[0] === 'profile' ? [] : above;
  const row = renewing.names.get([...within, was].join('.'));
  const text = row?.to.split('.').at(-1) ?? was;
  if (row) tell(renewing, row, item.name.span);
  const name = { ...item.name, text };
  return item.kind === 'property'
    ? { ...item, name }
    : { ...item, name, items: itemsOf(item.items, [...within, text], renewing) };
};

const tell = ({ file, told }: Renewing, { from, to, since }: Renamed, span: Item['span']): void => {
  const [was = '', now = ''] = [from, to].map((path) => path.split('.').at(-1) ?? '');
  const place = { file, span };
  told.push({
    code: 'renamed-word',
    severity: 'warning',
    message: `${was} is called ${now} since cogx ${since}.`,
    help: `Write ${now}.`,
    place,
    fix: fixOf('safe', [{ place, text: now, was }]),
  });
};
