import type { Item, Property } from '../../grammar/ast.ts';
import type { Diagnostic, Fix, Place } from '../diagnostics/diagnostic.ts';
import { type Change, fixOf } from '../diagnostics/fix.ts';
import { converted } from './converted.ts';
import { foreignPath } from './foreign.ts';
import { insertion, type Page, wrapped } from './insert.ts';
import { type Path, printPath, startsWith } from './path.ts';
import { homesOf, structureOf, typeAt } from './structure.ts';

/** Brings a word to the block that it belongs to, where that is one, and its value is one of that word. */
export const moveOf = (page: Page, { span }: Place): Fix | undefined => {
  const found = propertyAt(page.tree.items, span.start);
  if (found?.property.value === undefined || found.property.label) return undefined;
  const { property, value, path, profile } = { ...found, value: found.property.value };
  const home = homeOf(property.name.text, path);
  const type = home && typeAt(home);
  if (!home || !type) return undefined;
  const own = textAt(page, value.span);
  const isPlain = value.kind === 'reference' && structureOf(type).kind === 'value';
  const written = isPlain ? own : converted(property.name.text, own, type);
  if (written === undefined) return undefined;
  const changes = changesFor(page, { property, items: found.items, from: path, to: [...profile, ...home], written });
  if (!changes) return undefined;
  const isSame = home.at(-1) === property.name.text && written === own;
  const isHere = printPath([...profile, ...home.slice(0, -1)]) === printPath(path);
  // With its block, where that is written at the same place.
  const inPlace = changes.find(({ place: { span: changed } }) => changed === property.span)?.text;
  if (isHere || !isSame) {
    const line = `\`${inPlace ?? `${home.at(-1)} = ${written}`}\``;
    const block = home.length > 1 ? ` in ${printPath(home.slice(0, -1))}` : ' at the top level';
    const where = isHere || inPlace !== undefined ? '' : block;
    return {
      ...fixOf('unsafe', changes),
      says: `Write ${line}${where} instead of \`${textAt(page, property.span)}\`.`,
    };
  }
  const says = `Move \`${textAt(page, property.span)}\` to ${printPath(home.slice(0, -1)) || 'the top level'}.`;
  return { ...fixOf('unsafe', changes), says };
};

/** `It is called train.length here: write length = 3000 steps`, and where, if that is another block. */
export const asSaid = (problem: Diagnostic, { says }: Fix): Pick<Diagnostic, 'help'> => {
  const [, line, where = ''] =
    (isCalledOtherwise(problem) && /^Write `([^`]+)`( in \S+| at the top level)?/.exec(says)) || [];
  return line === undefined ? {} : { help: `${problem.help?.replace(/\.$/, '')}: write ${line}${where}` };
};

/** Its value may be written otherwise here, too. */
export const isCalledOtherwise = ({ help }: Diagnostic): boolean => help?.startsWith('It is called ') ?? false;

/** Takes a word out that stands a second time with the same value. */
export const withoutTwin = (page: Page, { span }: Place): Fix | undefined => {
  const found = propertyAt(page.tree.items, span.start);
  if (!found) return undefined;
  const said = ({ name, value }: Property): string => JSON.stringify([name.text, value && textAt(page, value.span)]);
  const { property, items } = found;
  const isTwin = items.some((item) => item.kind === 'property' && item !== property && said(item) === said(property));
  return isTwin && !property.label ? fixOf('safe', [removal(page, property)]) : undefined;
};

type Found = {
  readonly property: Property;
  /** What stands in the same block. */
  readonly items: readonly Item[];
  /** Of the block around it, as written. */
  readonly path: Path;
  /** The profile that it stands in. */
  readonly profile: Path;
};

/** Items follow each other, so that it is found by halves: a file may have a thousand words to move. */
const itemAt = (items: readonly Item[], offset: number): Item | undefined => {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.span.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const item = items[low];
  return item && item.span.start <= offset ? item : undefined;
};

const propertyAt = (items: readonly Item[], start: number, path: Path = []): Found | undefined => {
  const item = itemAt(items, start);
  if (item?.kind === 'property') {
    const isInProfile = path[0] === 'profile' && path.length > 1;
    return { property: item, items, path, profile: isInProfile ? path.slice(0, 2) : [] };
  }
  if (item?.kind !== 'block') return undefined;
  const here = [...path, item.name.text];
  const type = typeAt(here);
  const isNamed = type && structureOf(type).kind === 'collection' && item.label;
  return propertyAt(item.items, start, isNamed && item.label ? [...here, item.label.text] : here);
};

/** Of several homes, and of blocks with names, only the author knows which. */
const homeOf = (word: string, block: Path): Path | undefined => {
  const homes = homesOf(word);
  const foreign = foreignPath(word, block);
  const home = homes.length === 0 ? foreign : homes.length === 1 ? homes[0] : undefined;
  return home?.includes('NAME') ? undefined : home;
};

type Move = {
  readonly property: Property;
  readonly items: readonly Item[];
  readonly from: Path;
  readonly to: Path;
  readonly written: string;
};

const changesFor = (page: Page, { property, items, from, to, written }: Move): readonly Change[] | undefined => {
  const next = to[from.length];
  const isBelow = to.length > from.length + 1 && startsWith(to, from);
  // Its block is missing beside it: there it stands, with the block around it.
  if (isBelow && !items.some((item) => 'name' in item && item.name?.text === next)) {
    const text = wrapped(to, from.length, written);
    return [{ place: { file: page.file, span: property.span }, text, was: textAt(page, property.span) }];
  }
  const inserted = insertion(page, to, written);
  return inserted && [removal(page, property), ...inserted];
};

const textAt = ({ text }: Page, { start, end }: { start: number; end: number }): string => text.slice(start, end);

/** With the line that nothing else stands on, or with the comma beside it. */
const removal = (page: Page, { span }: Property): Change => {
  const { text } = page;
  const line = text.lastIndexOf('\n', span.start - 1) + 1;
  const end = text.indexOf('\n', span.end);
  const [before, after] = [text.slice(line, span.start), text.slice(span.end, end < 0 ? undefined : end)];
  const comma = /,[ \t]*$/.exec(before);
  const isAlone = before.trim() === '' && after.trim() === '' && end >= 0;
  const start = isAlone ? line : comma ? line + comma.index : span.start;
  const follows = /^[ \t]*,[ \t]*/.exec(after)?.[0].length ?? 0;
  const whole = { start, end: isAlone ? end + 1 : comma ? span.end : span.end + follows };
  return { place: { file: page.file, span: whole }, text: '', was: textAt(page, span) };
};
