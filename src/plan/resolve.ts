import type * as z from 'zod/mini';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { explainIssue, missingWord, type Texts } from './explain-issue.ts';
import { fill, type Origins } from './fill.ts';
import { parseWords } from './parse-words.ts';
import { type Path, printPath } from './path.ts';
import type { Plan, pipeline } from './pipeline.ts';
import type { Raw, Reading } from './reading.ts';
import { bare, structureOf, topLevel, type Words, wordsOf } from './structure.ts';
import { kinds } from './values.ts';
import { words } from './word.ts';

/** A plan in which only what is written stands. */
export type Written = z.output<typeof pipeline>;

export type Resolved = {
  readonly plan: Plan;
  /** What the files say of it, converted, before defaults: `fill` makes the plan of it. */
  readonly written: Written;
  /** A file that says neither on what to train nor how long: a part that other files use. */
  readonly part: boolean;
  /** Where the values come from that no file says. */
  readonly origins: Origins;
  readonly unsound: ReadonlySet<string>;
  readonly problems: readonly Diagnostic[];
};

/** Reading → plan: types checked, units converted, defaults filled; an unsound value gives way to its default. */
export const resolve = (reading: Reading, name: string, texts: Texts): Resolved => {
  const data = withKinds(reading.data, topLevel, reading.data);
  const part = data.train === undefined || (data.dataset === undefined && (data.train as Raw).length === undefined);
  const unsound = new Set(reading.unsound);
  const problems: Diagnostic[] = [];
  data.name ??= name;
  for (const path of standIn(data, topLevel, [])) {
    const silent = part || covered(unsound, path);
    unsound.add(printPath(path));
    if (!silent) problems.push(missingWord(path, reading));
  }
  const tellIssue = (issue: z.core.$ZodIssue): void => {
    const path = issue.path.map(String);
    if (!covered(unsound, path)) problems.push(...explainIssue(issue, reading, texts));
    unsound.add(printPath(path));
  };
  const parsed = parseWords(data, { allowed: topLevel, path: [] }, { tell: tellIssue, standIn: sound }) as Written;
  const origins: Origins = [];
  if (!reading.places.has('name')) origins.push({ path: ['name'], source: 'the name of the file' });
  const plan = fill(parsed, { origins, unsound }) as Plan;
  return { plan, written: parsed, part, origins, unsound, problems };
};

/** Whether a path or one above it is unsound already, so that its cause is told. */
const covered = (unsound: ReadonlySet<string>, path: Path): boolean =>
  path.some((_, index) => unsound.has(printPath(path.slice(0, index + 1))));

/** A choice of which only settings are written is the one that its default names; `draft` is all that is written. */
const withKinds = (data: Raw, allowed: Words, draft: Raw): Raw => {
  const all: Raw = {};
  for (const key of Object.keys(data)) {
    const value = data[key];
    const type = allowed[key];
    const plain = !type || typeof value !== 'object' || value === null || Array.isArray(value);
    all[key] = plain ? value : withKind(value as Raw, type, draft);
  }
  return all;
};

const withKind = (value: Raw, type: z.ZodMiniType, draft: Raw): Raw => {
  const structure = structureOf(type);
  switch (structure.kind) {
    case 'block':
      return withKinds(value, structure.words, draft);
    case 'collection':
      return Object.fromEntries(
        Object.entries(value).map(([label, item]) => [label, withKind(item as Raw, structure.item, draft)]),
      );
    case 'choice': {
      const kind = (value.kind as string | undefined) ?? standardKind(type, draft);
      return { ...(kind === undefined ? {} : { kind }), ...withKinds(value, wordsOf(structure.labels, kind), draft) };
    }
    case 'open':
    case 'value':
      return value;
  }
};

const standardKind = (type: z.ZodMiniType, draft: Raw): string | undefined => {
  const standard = words.get(type)?.default;
  const chosen = typeof standard === 'function' ? standard(draft) : standard;
  return (chosen as { kind?: string } | undefined)?.kind;
};

const nowhere: Path[] = [];

/** Puts a stand-in where a required word is missing, and says where. */
const standIn = (data: Raw, allowed: Words, path: Path): Path[] =>
  Object.keys(allowed).flatMap((key) => {
    const value = data[key];
    const type = allowed[key] as z.ZodMiniType;
    if (value === undefined) {
      const optional = words.has(type) || key === 'profile';
      if (optional) return nowhere;
      data[key] = sound(type);
      return [[...path, key]];
    }
    if (typeof value !== 'object' || value === null) return nowhere;
    const here = [...path, key];
    const structure = structureOf(type);
    if (structure.kind === 'block') return standIn(value as Raw, structure.words, here);
    if (structure.kind === 'choice') {
      const kind = (value as Raw).kind as string | undefined;
      if (kind !== undefined) return standIn(value as Raw, wordsOf(structure.labels, kind), here);
      (value as Raw).kind = Object.keys(structure.labels)[0];
      return [here];
    }
    if (structure.kind !== 'collection') return [];
    const inner = structureOf(structure.item);
    return inner.kind === 'block'
      ? Object.entries(value).flatMap(([label, item]) => standIn(item as Raw, inner.words, [...here, label]))
      : [];
  });

/** The least that a required word may hold. */
const sound = (type: z.ZodMiniType): unknown => {
  const structure = structureOf(type);
  if (structure.kind === 'choice') return { kind: Object.keys(structure.labels)[0] };
  if (structure.kind !== 'block') return kinds.get(bare(type))?.standIn;
  const data: Raw = {};
  standIn(data, structure.words, []);
  return data;
};
