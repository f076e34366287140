import * as z from 'zod/mini';
import { parse } from '../../grammar/parse.ts';
import type { Fix } from '../diagnostics/diagnostic.ts';
import { near } from '../diagnostics/suggest.ts';
import { readValue } from './read-value.ts';
import type { Kind } from './values.ts';

/** What a value that fails was most likely meant to be, as it is written. */
export type Cure = { readonly text: string; readonly safety: Fix['safety'] };

/** The first guess that the type takes. */
export const cureOf = (type: z.ZodMiniType, kind: Kind | undefined, written: string): Cure | undefined => {
  const inner = /^"(.*)"$/.exec(written)?.[1];
  const guesses = inner === undefined ? [] : [sure(inner)];
  const plain = inner ?? written;
  return [...guesses, ...ofOptions(plain, kind), ...ofUnits(plain, kind)].find(({ text }) => fits(type, text));
};

const sure = (text: string): Cure => ({ text, safety: 'safe' });
const guess = (text: string): Cure => ({ text, safety: 'unsafe' });

/** What other languages write for true and false. */
const booleans: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  '1': 'true',
  no: 'false',
  off: 'false',
  '0': 'false',
};

const ofOptions = (plain: string, kind: Kind | undefined): readonly Cure[] => {
  const options = kind?.options ?? [];
  // `a100` begins the names of several.
  if (options.some((option) => option.startsWith(`${plain}-`))) return [];
  const boolean = options.includes('true') ? booleans[plain.toLowerCase()] : undefined;
  const meant = near(plain, options);
  return boolean ? [sure(boolean)] : meant ? [{ text: meant.word, safety: meant.safety }] : [];
};

/** Units as people write them elsewhere. */
const foreignUnits: Readonly<Record<string, string>> = {
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  step: 'steps',
  updates: 'steps',
  iterations: 'steps',
  epoch: 'epochs',
  Hz: 'fps',
};

const ofUnits = (plain: string, kind: Kind | undefined): readonly Cure[] => {
  const [, number, unit] = /^([+-]?[\d.]+(?:e[+-]?\d+)?)\s*([A-Za-z%]*)$/.exec(plain) ?? [];
  const units = kind?.units ?? [];
  if (number === undefined) return [];
  // Where there are several units, which one is the author's to say.
  if (!unit)
    return units.length === 1 ? [sure(`${number} ${units[0]}`)] : units.map((each) => guess(`${number} ${each}`));
  const known = foreignUnits[unit];
  const meant = near(unit, units);
  return [
    ...(known && units.includes(known) ? [sure(`${number} ${known}`)] : []),
    ...(meant ? [{ text: `${number} ${meant.word}`, safety: meant.safety }] : []),
    guess(number),
  ];
};

/** Whether a word of this type could be written so. */
export const fits = (type: z.ZodMiniType, text: string): boolean => {
  const { file, problems } = parse(`x = ${text}`);
  const [item] = file.items;
  if (problems.length > 0 || item?.kind !== 'property' || !item.value) return false;
  const value = readValue({ file: '', definitions: new Map(), problems: [] }, item.value);
  return z.safeParse(type, value).success;
};
