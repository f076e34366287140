import type * as z from 'zod/mini';
import { fill } from '../plan/fill.ts';
import { kindAt } from '../plan/kind.ts';
import { type Path, printPath } from '../plan/path.ts';
import type { Plan } from '../plan/pipeline.ts';
import type { Written } from '../plan/resolve.ts';
import { structureOf, topLevel, typeAt, type Words, wordsOf } from '../plan/structure.ts';
import { words } from '../plan/word.ts';

/** A plan that differs in one word, and which word that is. */
export type Alternative = { readonly path: Path; readonly plan: Plan };

/** Every plan that differs from this one in one word, each word changed in each way that its type offers. */
export function* alternatives({ plan, written }: Filled): Iterable<Alternative> {
  const { profile: _, ...allowed } = topLevel;
  for (const path of pathsOf(plan, allowed, []))
    for (const value of otherValues(at(plan, path), path)) yield { path, plan: withValue(written, path, value) };
}

/** A plan, and what is written of it: defaults that are worked out from a word change with it. */
export type Filled = { readonly plan: Plan; readonly written: Written };

type Raw = Record<string, unknown>;

const at = (plan: unknown, path: Path): unknown => path.reduce((value, part) => (value as Raw)[part], plan);

/** The words that hold a value of their own; a choice is one too, beside its settings. */
const pathsOf = (data: unknown, allowed: Words, path: Path): Path[] =>
  Object.entries(allowed).flatMap(([key, type]) => below((data as Raw)[key], type, [...path, key]));

const below = (value: unknown, type: z.ZodMiniType, path: Path): Path[] => {
  const structure = structureOf(type);
  if (typeof value !== 'object' || value === null || structure.kind === 'value') return [path];
  switch (structure.kind) {
    case 'block':
      return pathsOf(value, structure.words, path);
    case 'choice': {
      const { kind } = value as { kind: string };
      return [[...path, 'kind'], ...pathsOf(value, wordsOf(structure.labels, kind), path)];
    }
    case 'collection':
      return Object.entries(value).flatMap(([label, item]) => below(item, structure.item, [...path, label]));
    case 'open':
      return Object.keys(value).map((name) => [...path, name]);
  }
};

const otherValues = (value: unknown, path: Path): unknown[] => {
  const type = path.at(-1) === 'kind' ? typeAt(path.slice(0, -1)) : typeAt(path);
  if (!type) return [];
  const structure = structureOf(type);
  if (structure.kind === 'choice') return Object.keys(structure.labels).filter((label) => label !== value);
  const unsaid = value !== null && words.get(type)?.default === null ? [null] : [];
  return [...differing(value, kindAt(type)?.options ?? [], printPath(path)), ...unsaid];
};

const differing = (value: unknown, options: readonly string[], name: string): unknown[] => {
  if (typeof value === 'boolean') return [!value];
  if (Array.isArray(value)) return [others(value, options), ...(value.length > 0 ? [[]] : [])];
  if (options.length > 0) return options.filter((option) => option !== value);
  if (typeof value === 'number') return [0, ...(Number.isInteger(value) ? [value + 1, value * 2 + 8] : [value / 2])];
  if (typeof value === 'string') return [`${value}-other`, './other'];
  if (value === null) return [1, `other ${name}`, true];
  return [Object.fromEntries(Object.entries(value as Raw).map(([key, part]) => [key, Number(part) + 16]))];
};

const others = (list: readonly unknown[], options: readonly string[]): unknown[] =>
  list.length === 0 ? [options[0] ?? 'another'] : list.map((item) => differing(item, options, '').at(-1));

/** The plan with one word changed, and all defaults that follow from it; a choice that becomes another one starts afresh. */
const withValue = (written: Written, path: Path, value: unknown): Plan => {
  const changed = structuredClone(written) as Raw;
  const isChoice = path.at(-1) === 'kind';
  const end = isChoice ? path.slice(0, -1) : path;
  const parent = end.slice(0, -1).reduce<Raw>((data, part) => {
    data[part] ??= {};
    return data[part] as Raw;
  }, changed);
  const key = end.at(-1) ?? '';
  parent[key] = isChoice ? { kind: value } : value;
  return fill(changed, { origins: [], unsound: new Set() }) as Plan;
};
