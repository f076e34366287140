import * as z from 'zod/mini';

/** What the reference page, hover texts and `plan` say of one word of the language. */
export type Word = {
  /** One sentence: what the word decides. */
  readonly says: string;
  /** The value where no file says one: plain, or worked out from what the plan holds so far. */
  readonly default?: unknown;
  /** Where the default comes from: a paper, a repository, a measurement, or why we chose it. */
  readonly source?: string;
  /** Nothing reads it yet, and writing it is an error: what will read it. */
  readonly later?: string;
};

/** A default that depends on what the plan holds so far (blocks are filled in the order of the schema). */
// biome-ignore lint/suspicious/noExplicitAny: the draft has every shape between empty and complete
export type Draft = any;
export type Derived = (draft: Draft, path: readonly string[]) => unknown;

/** Every word of the language; filled by `word`, `setting` and `unset` below. */
export const words = z.registry<Word>();

/** A word with a default. */
export const word = <T extends z.ZodMiniType>(type: T, about: Word): z.ZodMiniOptional<T> => {
  const optional = z.optional(type);
  words.add(optional, about);
  return optional;
};

/** A word that every pipeline says, or every block of its kind. */
export const required = <T extends z.ZodMiniType>(type: T, says: string): T => {
  const own = z.clone(type);
  z.globalRegistry.add(own, { description: says });
  return own;
};

/** A word that may stay unsaid: it is null in the plan then. */
export const unset = <T extends z.ZodMiniType>(type: T, about: Word): z.ZodMiniOptional<z.ZodMiniNullable<T>> =>
  word(z.nullable(type), { default: null, ...about });
