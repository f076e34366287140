import type * as z from 'zod/mini';
import type { Path } from './path.ts';
import type { Raw } from './reading.ts';
import { structureOf, type Words, wordsOf } from './structure.ts';
import { words } from './word.ts';

/** What is told of a value that its type does not take, and what stands in where a word may not be absent. */
export type Parsing = {
  readonly tell: (issue: z.core.$ZodIssue) => void;
  readonly standIn: (type: z.ZodMiniType) => unknown;
};

/**
 * The written words of a block, each converted by its own type: most words are not written, and a schema of the whole would
 * look at each of them. A value that fails is told and taken out; a required one gives way to its stand-in.
 */
export const parseWords = (data: Raw, { allowed, path }: Level, parsing: Parsing): Raw => {
  const parsed: Raw = {};
  const strays: string[] = [];
  for (const key of Object.keys(data)) {
    const value = data[key];
    const type = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
    if (key === 'kind' && !type) parsed.kind = value;
    else if (!type) strays.push(key);
    else {
      const made = parseWord(value, type, { path: [...path, key], parsing });
      if (made !== undefined) parsed[key] = made;
    }
  }
  // What is known in another choice only.
  if (strays.length > 0) parsing.tell({ code: 'unrecognized_keys', keys: strays, path: [...path], message: '' });
  return parsed;
};

type Level = { readonly allowed: Words; readonly path: Path };
type Standing = { readonly path: Path; readonly parsing: Parsing };

const parseWord = (value: unknown, type: z.ZodMiniType, standing: Standing): unknown => {
  const { path, parsing } = standing;
  const structure = structureOf(type);
  if (typeof value !== 'object' || value === null || structure.kind === 'value')
    return parseValue(value, type, standing);
  const data = value as Raw;
  switch (structure.kind) {
    case 'block':
      return parseWords(data, { allowed: structure.words, path }, parsing);
    case 'choice':
      return parseWords(data, { allowed: wordsOf(structure.labels, data.kind as string | undefined), path }, parsing);
    case 'open':
    case 'collection':
      return Object.fromEntries(
        Object.entries(data).map(([label, item]) => [
          label,
          parseWord(item, structure.item, { path: [...path, label], parsing }),
        ]),
      );
  }
};

const parseValue = (value: unknown, type: z.ZodMiniType, { path, parsing }: Standing): unknown => {
  const result = type.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) parsing.tell({ ...issue, path: [...path, ...issue.path] });
  return words.has(type) ? undefined : type.safeParse(parsing.standIn(type)).data;
};
