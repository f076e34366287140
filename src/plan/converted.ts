import type * as z from 'zod/mini';
import { cureOf, fits } from './cure.ts';
import { newest } from './goes-on.ts';
import { kindAt } from './kind.ts';
import { spellings } from './spellings.ts';
import { structureOf } from './structure.ts';

const labelOf = (word: string, written: string, labels: readonly string[]): string | undefined => {
  const plain = written.replace(/^"(.*)"$/, '$1').toLowerCase();
  const own = Object.hasOwn(spellings, plain) ? spellings[plain] : plain;
  const isSmall = word === 'use_8bit_adam' && plain === 'true';
  const guesses = [isSmall ? 'adamw-8bit' : undefined, own, plain === '0' ? 'ddp' : `zero${plain}`];
  return guesses.find((guess) => guess !== undefined && labels.includes(guess));
};

/** What another trainer's word holds, as the word here takes it; undefined where its author has to say. */
export const converted = (word: string, written: string, type: z.ZodMiniType): string | undefined => {
  const structure = structureOf(type);
  if (structure.kind === 'choice') return labelOf(word, written, Object.keys(structure.labels));
  // Half of the trainers write height first.
  if (structure.kind !== 'value' || /resolution/.test(word)) return undefined;
  const plain = written.replace(/^"(.*)"$/, '$1');
  // Here a run goes on by itself, and names no newest checkpoint.
  if (/^resume/.test(word) && newest.test(plain)) return undefined;
  const parts = /modules$/.test(word) ? plain.split(/[\s,]+/).filter((part) => part !== '') : [];
  if (parts.length > 1 && !written.startsWith('[')) return `[${parts.map((part) => JSON.stringify(part)).join(', ')}]`;
  const own = Object.hasOwn(spellings, plain) ? spellings[plain] : undefined;
  const isEpochs = /epochs?$/.test(word);
  const guesses = [
    ...(isEpochs ? [`${plain} epochs`] : []),
    ...(/steps$|^iterations$/.test(word) ? [`${plain} steps`] : []),
    ...(/minutes$/.test(word) ? [`${plain} min`] : []),
    ...(own === undefined ? [] : [own]),
    written,
  ];
  return guesses.find((guess) => fits(type, guess)) ?? cureOf(type, kindAt(type), written)?.text;
};
