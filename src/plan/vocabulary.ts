import * as z from 'zod/mini';
import { kindAt } from './kind.ts';
import { printPath } from './path.ts';
import { bare, structureOf, topLevel, type Words } from './structure.ts';
import { words } from './word.ts';

/** One word of the language as data: for the reference page, completion and hover. */
export type Entry = {
  /** Printed path; an author's own name stands as NAME, a choice's label does not show. */
  readonly path: string;
  readonly says: string;
  /** What may be written for it. */
  readonly takes: string;
  /** The default in words; absent where the word is required. */
  readonly standard?: string;
  readonly source?: string;
  /** What will read it, where nothing does yet. */
  readonly later?: string;
};

/** Every word, in the order of the schema. */
export const vocabulary = (): readonly Entry[] => {
  const { profile: _, ...allowed } = topLevel;
  return entriesOf(allowed, []);
};

const entriesOf = (allowed: Words, path: readonly string[]): Entry[] =>
  Object.entries(allowed).flatMap(([name, type]) => [entry([...path, name], type), ...below([...path, name], type)]);

const below = (path: readonly string[], type: z.ZodMiniType): Entry[] => {
  const structure = structureOf(type);
  switch (structure.kind) {
    case 'block':
      return entriesOf(structure.words, path);
    case 'collection':
      return below([...path, 'NAME'], structure.item);
    case 'choice': {
      const seen = new Set<string>();
      return Object.entries(structure.labels).flatMap(([label, inner]) =>
        entriesOf(inner, path)
          .filter((each) => !seen.has(each.path) && seen.add(each.path))
          .map((each) => ({
            ...each,
            says: common(structure.labels, each.path) ? each.says : `(${label}) ${each.says}`,
          })),
      );
    }
    case 'open':
    case 'value':
      return [];
  }
};

/** A word that every label of its choice has. */
const common = (labels: Readonly<Record<string, Words>>, path: string): boolean =>
  Object.values(labels).every((inner) => Object.hasOwn(inner, path.split('.').at(-1) ?? ''));

const entry = (path: readonly string[], type: z.ZodMiniType): Entry => {
  const about = words.get(type);
  const says = about?.says ?? z.globalRegistry.get(type)?.description ?? '';
  return {
    path: printPath(path),
    says,
    takes: takes(type, path.at(-1) ?? ''),
    ...(about ? { standard: standard(about.default) } : {}),
    ...(about?.source ? { source: about.source } : {}),
    ...(about?.later ? { later: about.later } : {}),
  };
};

const takes = (type: z.ZodMiniType, name: string): string => {
  const structure = structureOf(type);
  switch (structure.kind) {
    case 'block':
      return 'a block';
    case 'collection':
      return `blocks with names: ${name} NAME { … }`;
    case 'choice':
      return `one of ${Object.keys(structure.labels).join(', ')}`;
    case 'open':
      return `a block of names of your own, each ${kindOf(bare(structure.item))}`;
    case 'value':
      return kindOf(bare(type));
  }
};

const kindOf = (type: z.ZodMiniType): string => kindAt(type)?.expects ?? 'a text';

const standard = (value: unknown): string => {
  if (typeof value === 'function') return 'worked out';
  if (value === null) return 'unsaid';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : `[${value.join(', ')}]`;
  if (typeof value === 'object') return inWords(value as Record<string, unknown>);
  return String(value);
};

const inWords = (value: Record<string, unknown>): string => {
  if (value.kind !== undefined) return String(value.kind);
  if (value.seconds !== undefined) return `${Number(value.seconds) / 60} min`;
  return 'a block of defaults';
};
