/** What the program uses of zod, in a part of its own: for the first value that `later.ts` does not know to be sound. */
import * as z from 'zod/mini';

// Named one by one: of a module that is handed on as a whole, nothing can be left out of the bundle.
const used = {
  _default: z._default,
  array: z.array,
  boolean: z.boolean,
  custom: z.custom,
  discriminatedUnion: z.discriminatedUnion,
  enum: z.enum,
  gt: z.gt,
  gte: z.gte,
  int: z.int,
  literal: z.literal,
  lt: z.lt,
  lte: z.lte,
  minLength: z.minLength,
  nullable: z.nullable,
  number: z.number,
  object: z.object,
  optional: z.optional,
  pipe: z.pipe,
  record: z.record,
  regex: z.regex,
  strictObject: z.strictObject,
  string: z.string,
  transform: z.transform,
  tuple: z.tuple,
  unknown: z.unknown,
};

export type Zod = typeof used;

/** Makes a type of zod as a recipe says. */
export const madeBy = <Type>(recipe: (zod: Zod) => Type): Type => {
  z.config({ jitless: true });
  return recipe(used);
};
