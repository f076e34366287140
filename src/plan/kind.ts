import * as z from 'zod/mini';
import { bare } from './structure.ts';
import { type Kind, kinds } from './values.ts';

/** What a word takes; of a list, what each of its parts takes. */
export const kindAt = (type: z.ZodMiniType): Kind | undefined => {
  const plain = bare(type);
  const known = kinds.get(plain);
  if (known) return known;
  if (plain instanceof z.ZodMiniTuple) return ofParts('a list of two, each', plain.def.items[0] as z.ZodMiniType);
  return plain instanceof z.ZodMiniArray ? ofParts('a list, each', plain.def.element as z.ZodMiniType) : undefined;
};

const ofParts = (list: string, part: z.ZodMiniType): Kind => {
  const { expects = 'a value', options } = kindAt(part) ?? {};
  return { expects: `${list} ${expects}`, isList: true, ...(options ? { options } : {}) };
};
