import type { Value } from '../../grammar/ast.ts';
import { fits } from './cure.ts';
import { type Structure, structureOf, type Words } from './structure.ts';

/** `every = 500 steps` for the value of `checkpoint = 500 steps`: the first word of the block that takes it. */
export const inside = (value: Value | undefined, structure: Structure): string | undefined => {
  const text = value && spelt(value);
  return text === undefined || structure.kind !== 'block' ? undefined : takes(text, structure.words);
};

const takes = (text: string, words: Words): string | undefined => {
  const table = /\.(csv|jsonl)"$/.exec(text)?.[1];
  if (table && words.from) return `from ${table} { file = ${text} }`;
  const found = Object.entries(words).find(([, type]) => {
    const structure = structureOf(type);
    return structure.kind === 'choice' ? Object.hasOwn(structure.labels, text) : fits(type, text);
  });
  // A caption of all clips is one of a hundred things that a text may be there.
  return found && found[0] !== 'missing' ? `${found[0]} = ${text}` : undefined;
};

/** As it is written, or nearly so. */
export const spelt = (value: Value): string | undefined => {
  if (value.kind === 'text') return JSON.stringify(value.text);
  if (value.kind === 'word') return value.text;
  if (value.kind === 'size') return `${value.width}x${value.height}`;
  return value.kind === 'quantity' ? `${value.number}${value.unit ? ` ${value.unit}` : ''}` : undefined;
};
