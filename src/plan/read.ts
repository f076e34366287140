import type { Block, File, Item, Property, Span } from '../../grammar/ast.ts';
import type { Problem } from '../../grammar/parse.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { unknownLabel, wrongBlock, wrongProperty } from './at-a-glance.ts';
import { definedTwice } from './defined-twice.ts';
import { docsOf } from './docs.ts';
import { hasGap } from './gap.ts';
import { goesOn } from './goes-on.ts';
import { variableRead } from './hcl.ts';
import { meantHere } from './meant.ts';
import { type Path, printPath } from './path.ts';
import { misplaced, unknownWord, wordTwice } from './read-problems.ts';
import { readValue, secretName, unreadable, type ValueReader } from './read-value.ts';
import { emptyReading, type Raw, type Reading, takenBack } from './reading.ts';
import { rebased } from './rebased.ts';
import { saysNothing } from './says-nothing.ts';
import { type Structure, structureOf, topLevel, type Words, wordsOf } from './structure.ts';
import { type Told, toldOf } from './told-index.ts';
import { unusedDefinitions } from './unused-definitions.ts';
import { once } from './values.ts';

/** One file, and where it stands: paths in it are turned with `rebase` so that they start at the main file. */
export type ReadInput = {
  readonly file: string;
  readonly tree: File;
  readonly definitions: ValueReader['definitions'];
  readonly rebase: (path: string) => string;
  readonly above?: ValueReader['above'];
  /** What the parser found: what stands there is told already. */
  readonly told?: readonly Problem[];
};

type Reader = ValueReader &
  Pick<ReadInput, 'rebase'> & {
    readonly told: Told;
    readonly reading: Reading;
    readonly docs: ReadonlyMap<Item, string>;
  };

/** Where the reader stands: the words allowed here, the data they go into, and the text of the block. */
type Level = {
  readonly words: Words;
  readonly path: Path;
  readonly data: Raw;
  readonly span: Span;
  readonly items: readonly Item[];
  /** The names of its items: asked for each word that is unknown. */
  readonly said: () => ReadonlySet<string>;
};

const whole = ({ span, items }: File | Block): Pick<Level, 'span' | 'items' | 'said'> => ({
  span,
  items,
  said: once(() => new Set(items.flatMap((item) => ('name' in item && item.name ? [item.name.text] : [])))),
});

/** A file as plain data; words that the schema does not know are told and left out. */
export const read = ({ file, tree, definitions, rebase, above, told = [] }: ReadInput): Reading => {
  const reading = emptyReading();
  const docs = docsOf(tree);
  const { problems } = reading;
  const reader: Reader = { file, definitions, above, rebase, told: toldOf(told), docs, reading, problems };
  reader.problems.push(...definedTwice(file, tree.items));
  if (told.length === 0) reader.problems.push(...unusedDefinitions(file, tree.items));
  readItems(reader, { words: topLevel, path: [], data: reading.data, ...whole(tree) });
  return reading;
};

const readItems = (reader: Reader, level: Level): void => {
  for (const item of level.items) {
    switch (item.kind) {
      case 'property':
        readProperty(reader, item, level);
        break;
      case 'block':
        readBlock(reader, item, level);
        break;
      default:
        if (level.path.length > 0) tell(reader, misplaced(reader.file, item));
    }
  }
  if (!hasGap(reader.told, level)) return;
  const absent = Object.keys(level.words).filter((word) => level.data[word] === undefined);
  for (const word of absent) reader.reading.unsound.add(printPath([...level.path, word]));
};

const tell = (reader: Reader, problem: Diagnostic | undefined, path?: Path): boolean => {
  if (!problem) return false;
  reader.problems.push(problem);
  if (path) reader.reading.unsound.add(printPath(path));
  return true;
};

/** The type of a word; tells where the word is unknown here. */
const typeOf = (reader: Reader, item: Block | Property, level: Level) => {
  const { name } = item;
  const type = Object.hasOwn(level.words, name.text) ? level.words[name.text] : undefined;
  if (type || reader.told.touches(name.span)) return type;
  tell(reader, unknownWord(reader.file, item, { ...level, said: level.said() }));
  const meant = meantHere(name.text, level);
  if (meant !== undefined && !level.said().has(meant)) reader.reading.unsound.add(printPath([...level.path, meant]));
  return undefined;
};

/** Remembers where a path stands; tells where it stands a second time. */
const remember = (reader: Reader, item: Block | Property, path: Path): boolean => {
  const key = printPath(path);
  const first = reader.reading.places.get(key);
  if (first) return !tell(reader, wordTwice(reader.file, item, first));
  const value = item.kind === 'property' ? (item.value?.span ?? item.name.span) : (item.label?.span ?? item.name.span);
  const labelled = item.label && path.at(-1) === item.label.text;
  const name = labelled ? { start: item.name.span.start, end: value.end } : item.name.span;
  const says = reader.docs.get(item);
  if (says !== undefined) reader.reading.docs.set(key, says);
  reader.reading.places.set(key, { file: reader.file, name, value });
  return true;
};

const readProperty = (reader: Reader, item: Property, level: Level): void => {
  const type = typeOf(reader, item, level);
  if (!type) return;
  const structure = structureOf(type);
  const path = [
    ...level.path,
    item.name.text,
    ...(structure.kind === 'collection' && item.label ? [item.label.text] : []),
  ];
  if (tell(reader, wrongProperty(reader.file, item, structure), path) || !remember(reader, item, path)) return;
  const foreign =
    saysNothing(reader, item, { type, path }) ?? variableRead(reader.file, item) ?? goesOn(reader.file, item, path);
  if (tell(reader, foreign, path)) return;
  const value = !item.value || reader.told.touches(item.value.span) ? unreadable : readValue(reader, item.value);
  if (value === unreadable) {
    reader.reading.unsound.add(printPath(path));
    return;
  }
  reader.reading.takesBack ||= value === takenBack || structure.kind === 'collection';
  if (value === takenBack) level.data[item.name.text] = takenBack;
  else if (structure.kind === 'collection') collection(level, item.name.text)[item.label?.text ?? ''] = takenBack;
  else if (structure.kind === 'choice') {
    if (!tell(reader, unknownLabel(reader.file, item, Object.keys(structure.labels)), path))
      level.data[item.name.text] = { kind: value };
  } else level.data[item.name.text] = rebased(type, value, reader.rebase);
};

const collection = (level: Level, name: string): Raw => {
  const known = level.data[name];
  const items = typeof known === 'object' && known !== null ? (known as Raw) : {};
  level.data[name] = items;
  return items;
};

const readBlock = (reader: Reader, item: Block, level: Level): void => {
  const type = typeOf(reader, item, level);
  if (!type) return;
  const structure = structureOf(type);
  const label = item.label?.text;
  const path = [
    ...level.path,
    item.name.text,
    ...(structure.kind === 'collection' && label !== undefined ? [label] : []),
  ];
  if (tell(reader, wrongBlock(reader.file, item, structure), path)) return;
  const choice = structure.kind === 'choice';
  if (choice && tell(reader, unknownLabel(reader.file, item, Object.keys(structure.labels)), path)) return;
  if (!remember(reader, item, path)) return;
  const data: Raw = choice && label !== undefined ? { kind: label } : {};
  if (structure.kind === 'collection') collection(level, item.name.text)[label ?? ''] = data;
  else level.data[item.name.text] = data;
  const inner = structure.kind === 'collection' ? structureOf(structure.item) : structure;
  const words = wordsWithin(inner, item);
  const profile = item.name.text === 'profile' && level.path.length === 0;
  readItems(reader, { words: profile ? withoutProfiles : words, path, data, ...whole(item) });
};

/** Where names are the author's, each is a word but those that hold secrets. */
const wordsWithin = (structure: Structure, { label, items }: Block): Words => {
  switch (structure.kind) {
    case 'block':
      return structure.words;
    case 'choice':
      return wordsOf(structure.labels, label?.text);
    case 'open': {
      const names = items.flatMap((item) => (item.kind === 'property' ? [item.name.text] : []));
      return Object.fromEntries(names.filter((name) => !secretName.test(name)).map((name) => [name, structure.item]));
    }
    default:
      return {};
  }
};

const { profile: _, ...withoutProfiles } = topLevel;
