import * as z from 'zod/mini';
import { pipeline } from './pipeline.ts';

/** Which words may stand where, read from the schema: so the reader needs to know none of them. */
export type Words = Readonly<Record<string, z.ZodMiniType>>;

export type Labels = Readonly<Record<string, Words>>;

export type Structure =
  /** `frames { … }` */
  | { readonly kind: 'block'; readonly words: Words }
  /** `optimizer adamw { … }`: the label decides which words follow. */
  | { readonly kind: 'choice'; readonly labels: Labels }
  /** `dataset drone { … }`: the label is the author's. */
  | { readonly kind: 'collection'; readonly item: z.ZodMiniType }
  /** `environment { ANY_NAME = "…" }`: the names of its properties are the author's. */
  | { readonly kind: 'open'; readonly item: z.ZodMiniType }
  /** `count = 81` */
  | { readonly kind: 'value' };

/** The words of the top level; profiles hold the same words again. */
export const topLevel: Words = { ...pipeline.shape, profile: z.record(z.string(), pipeline) };

/** Takes `optional` and `nullable` away. */
export const bare = (type: z.ZodMiniType): z.ZodMiniType =>
  type instanceof z.ZodMiniOptional || type instanceof z.ZodMiniNullable
    ? bare(type.def.innerType as z.ZodMiniType)
    : type;

/** Asked for each word that is read, and the schema never changes. */
const known = new WeakMap<z.ZodMiniType, Structure>();

export const structureOf = (type: z.ZodMiniType): Structure => {
  const structure = known.get(type) ?? structureOfBare(bare(type));
  known.set(type, structure);
  return structure;
};

const structureOfBare = (inner: z.ZodMiniType): Structure => {
  if (inner instanceof z.ZodMiniRecord) {
    const item = inner.def.valueType as z.ZodMiniType;
    return { kind: structureOf(item).kind === 'value' ? 'open' : 'collection', item };
  }
  if (inner instanceof z.ZodMiniDiscriminatedUnion) {
    const labels = (inner.def.options as z.ZodMiniObject[]).map((option): [string, Words] => {
      const { kind, ...words } = option.shape as Record<string, z.ZodMiniType>;
      return [String((kind as z.ZodMiniLiteral).def.values[0]), words];
    });
    return { kind: 'choice', labels: Object.fromEntries(labels) };
  }
  if (!(inner instanceof z.ZodMiniObject)) return { kind: 'value' };
  const { kind, ...words } = inner.shape as Record<string, z.ZodMiniType>;
  if (kind === undefined) return { kind: 'block', words };
  const names = Object.keys((kind as z.ZodMiniEnum).def.entries);
  return { kind: 'choice', labels: Object.fromEntries(names.map((name) => [name, words])) };
};

/** The words that a choice may hold: of one label, or of all where none is said. */
export const wordsOf = (labels: Labels, label: string | undefined): Words => {
  if (label !== undefined) return labels[label] ?? {};
  const words = together.get(labels) ?? Object.assign({}, ...Object.values(labels));
  together.set(labels, words);
  return words;
};

const together = new WeakMap<Labels, Words>();

/** The type at a path, through blocks, choices and collections; undefined where no word stands there. */
export const typeAt = (path: readonly string[], words: Words = topLevel): z.ZodMiniType | undefined => {
  const [head, ...rest] = path;
  const type = head === undefined ? undefined : words[head];
  if (type === undefined || rest.length === 0) return type;
  const structure = structureOf(type);
  switch (structure.kind) {
    case 'block':
      return typeAt(rest, structure.words);
    case 'choice':
      return typeAt(rest, wordsOf(structure.labels, undefined));
    case 'collection':
      return rest.length === 1 ? structure.item : typeAt(rest.slice(1), wordsOfItem(structure.item));
    case 'open':
      return rest.length === 1 ? structure.item : undefined;
    case 'value':
      return undefined;
  }
};

const wordsOfItem = (item: z.ZodMiniType): Words => {
  const structure = structureOf(item);
  return structure.kind === 'block' ? structure.words : {};
};

/** A word of the language where it stands; the name of a collection's item stands as `NAME`. */
export type Standing = { readonly path: readonly string[]; readonly type: z.ZodMiniType };

/** Each check asks for all words once, and most checks are of one file: so they go straight into one list. */
const addWords = (all: Standing[], words: Words, prefix: readonly string[]): void => {
  for (const name of Object.keys(words)) {
    if (name === 'profile') continue;
    const standing = { path: [...prefix, name], type: words[name] as z.ZodMiniType };
    all.push(standing);
    addBelow(all, standing);
  }
};

const addBelow = (all: Standing[], { path, type }: Standing): void => {
  const structure = structureOf(type);
  if (structure.kind === 'block') addWords(all, structure.words, path);
  if (structure.kind === 'choice') addWords(all, wordsOf(structure.labels, undefined), path);
  if (structure.kind === 'collection') addWords(all, wordsOfItem(structure.item), [...path, 'NAME']);
};

let every: Standing[] | undefined;

export const everyWord = (): readonly Standing[] => {
  if (every) return every;
  every = [];
  addWords(every, topLevel, []);
  return every;
};

export const everyPath = (): readonly (readonly string[])[] => everyWord().map(({ path }) => path);

/** Where else a word belongs. */
export const homesOf = (word: string | undefined): readonly (readonly string[])[] =>
  everyPath().filter((path) => path.at(-1) === word);
