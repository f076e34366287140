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

/** Made for every word of every file: field by field, which is faster than a copy with a change. */
const below = ({ origins, unsound, draft, path }: Standing, key: string): Standing => ({
  origins,
  unsound,
  draft,
  path: [...path, key],
});

const fillWords = (data: Raw, allowed: Words, standing: Standing): void => {
  for (const [key, type] of Object.entries(allowed)) {
    const here = below(standing, key);
    if (data[key] === undefined) data[key] = standard(type, here);
    fillBelow(data, key, type, here);
  }
};

const standard = (type: z.ZodMiniType, { path, draft, origins, unsound }: Standing): unknown => {
  const about = words.get(type);
  if (about?.source) origins.push({ path, source: about.source });
  if (typeof about?.default !== 'function') return copyOf(about?.default);
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

const fillBelow = (data: Raw, key: string, type: z.ZodMiniType, standing: Standing): void => {
  const value = data[key];
  if (typeof value !== 'object' || value === null) return;
  const structure = structureOf(type);
  if (structure.kind === 'value') return;
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
    for (const label of Object.keys(copy)) fillBelow(copy, label, structure.item, below(standing, label));
};
