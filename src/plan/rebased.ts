import { bare, type Words } from './structure.ts';
import { kinds } from './values.ts';

/** A path turned so that it starts at the main file; other values as they are. */
export const rebased = (type: Words[string], value: unknown, rebase: (path: string) => string): unknown => {
  const pathKind = type && kinds.get(bare(type))?.path;
  const turn = (item: unknown) =>
    typeof item === 'string' && (pathKind === 'always' || /^\.\.?\//.test(item)) ? rebase(item) : item;
  if (pathKind === undefined) return value;
  return Array.isArray(value) ? value.map(turn) : turn(value);
};
