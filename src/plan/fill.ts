import type * as z from 'zod/mini';
import { type Path, printPath } from './path.ts';
import type { Raw } from './reading.ts';
import { structureOf, topLevel, type Words, wordsOf } from './structure.ts';
import { recording } from './touched.ts';
import { type Derived, words } from './word.ts';

/** Where a value comes from that no file says. */
export type Origin = { readonly source: string };
export type Origins = Map<string, Origin>;

export type Filling = {
  readonly origins: Origins;
  /** A default that was worked out from an unsound value is unsound itself. */
  readonly unsound: Set<string>;
};

/** Fills every default, in the order of the schema; those that depend on others see what is filled so far. */
export const fill = (parsed: object, filling: Filling): object => {
  const { profile: _, ...allowed } = topLevel;
  const plan = { ...parsed } as Raw;
  fillWords(plan, allowed, { ...filling, path: [], draft: plan });
  return plan;
};

type Standing = Filling & { readonly path: Path; readonly draft: Raw };

const fillWords = (data: Raw, allowed: Words, standing: Standing): void => {
  for (const [key, type] of Object.entries(allowed)) {
    const path = [...standing.path, key];
    const value = data[key] === undefined ? standard(type, { ...standing, path }) : data[key];
    delete data[key]; // so that the plan's words stand in the order of the schema
    data[key] = value;
    fillBelow(data, key, type, { ...standing, path });
  }
};

const standard = (type: z.ZodMiniType, { path, draft, origins, unsound }: Standing): unknown => {
  const about = words.get(type);
  const key = printPath(path);
  if (about?.source) origins.set(key, { source: about.source });
  if (typeof about?.default !== 'function') return copyOf(about?.default);
  const data = recording(draft, unsound, () => {
    rests = true;
  });
  let rests = false;
  const value = (about.default as Derived)(data, path);
  if (rests) unsound.add(key);
  return copyOf(value);
};

/** What the schema or a draft holds is not the plan's; and values that come out of a recorded draft are proxies. */
const copyOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value;

const fillBelow = (data: Raw, key: string, type: z.ZodMiniType, standing: Standing): void => {
  const value = data[key];
  if (typeof value !== 'object' || value === null) return;
  const structure = structureOf(type);
  if (structure.kind === 'value') return;
  const copy = { ...value } as Raw;
  data[key] = copy;
  if (structure.kind === 'block') fillWords(copy, structure.words, standing);
  if (structure.kind === 'choice') fillWords(copy, wordsOf(structure.labels, copy.kind as string), standing);
  if (structure.kind === 'collection')
    for (const label of Object.keys(copy))
      fillBelow(copy, label, structure.item, { ...standing, path: [...standing.path, label] });
};
