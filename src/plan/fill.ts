import type * as z from 'zod/mini';
import { type Path, printPath } from './path.ts';
import type { Raw } from './reading.ts';
import { structureOf, topLevel, type Words, wordsOf } from './structure.ts';
import { recording } from './touched.ts';
import { type Derived, words } from './word.ts';

/** Where a value comes from that no file says. */
export type Origin = { readonly path: Path; readonly source: string };
export type Origins = Origin[];

export type Filling = {
  readonly origins: Origins;
  /** A default that was worked out from an unsound value is unsound itself. */
  readonly unsound: Set<string>;
};

/** Fills every default, in the order of the schema; those that depend on others see what is filled so far. */
export const fill = (parsed: object, filling: Filling): object => {
  const { profile: _, ...allowed } = topLevel;
  const plan = ordered(parsed as Raw, allowed);
  fillWords(plan, allowed, { ...filling, path: [], draft: plan });
  return plan;
};

/** The words of the plan stand in the order of the schema. Those to be filled have their place, which costs least here. */
const ordered = (data: Raw, allowed: Words): Raw => {
  const all: Raw = {};
  for (const key of Object.keys(data)) if (!Object.hasOwn(allowed, key)) all[key] = data[key];
  for (const key of Object.keys(allowed)) all[key] = data[key];
  return all;
};

type Standing = Filling & { readonly path: Path; readonly draft: Raw };

/** Made for most words of every file: field by field, which is faster than a copy with a change. */
const below = ({ origins, unsound, draft, path }: Standing, key: string): Standing => ({
  origins,
  unsound,
  draft,
  path: [...path, key],
});

const fillWords = (data: Raw, allowed: Words, standing: Standing): void => {
  for (const key of Object.keys(allowed)) {
    const type = allowed[key] as z.ZodMiniType;
    if (data[key] === undefined) data[key] = standard(type, standing, key);
    fillBelow(data, key, type, standing);
  }
};

const standard = (type: z.ZodMiniType, standing: Standing, key: string): unknown => {
  const about = words.get(type);
  const isWorkedOut = typeof about?.default === 'function';
  if (!about?.source && !isWorkedOut) return copyOf(about?.default);
  const { path, draft, origins, unsound } = below(standing, key);
  if (about?.source) origins.push({ path, source: about.source });
  if (!isWorkedOut) return copyOf(about?.default);
  const data = recording(draft, unsound, () => {
    rests = true;
  });
  let rests = false;
  const value = (about.default as Derived)(data, path);
  if (rests) unsound.add(printPath(path));
  return copyOf(value);
};

/** What the schema or a draft holds is not the plan's; and values that come out of a recorded draft are proxies. */
const copyOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.parse(JSON.stringify(value)) : value;

const fillBelow = (data: Raw, key: string, type: z.ZodMiniType, above: Standing): void => {
  const value = data[key];
  if (typeof value !== 'object' || value === null) return;
  const structure = structureOf(type);
  if (structure.kind === 'value') return;
  const standing = below(above, key);
  if (structure.kind === 'block' || structure.kind === 'choice') {
    const label = (value as Raw).kind as string;
    const allowed = structure.kind === 'block' ? structure.words : wordsOf(structure.labels, label);
    const block = ordered(value as Raw, allowed);
    data[key] = block;
    fillWords(block, allowed, standing);
    return;
  }
  const copy = { ...value } as Raw;
  data[key] = copy;
  if (structure.kind === 'collection')
    for (const label of Object.keys(copy)) fillBelow(copy, label, structure.item, standing);
};
