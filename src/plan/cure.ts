import * as z from 'zod/mini';
import { fromElsewhere } from '../../grammar/elsewhere.ts';
import { parse } from '../../grammar/parse.ts';
import type { Fix } from '../diagnostics/diagnostic.ts';
import { type Near, near } from '../diagnostics/suggest.ts';
import { readValue } from './read-value.ts';
import { spellings } from './spellings.ts';
import type { Kind } from './values.ts';

/** What a value that fails was most likely meant to be, as it is written. */
export type Cure = { readonly text: string; readonly safety: Fix['safety'] };

/** The first guess that the type takes. */
export const cureOf = (type: z.ZodMiniType, kind: Kind | undefined, written: string): Cure | undefined => {
  const inner = /^"(.*)"$/.exec(written)?.[1];
  const elsewhere = inner === undefined ? undefined : fromElsewhere(inner)?.text;
  const guesses = [
    ...(inner === undefined ? [] : [sure(inner)]),
    ...(elsewhere === undefined ? [] : [guess(elsewhere)]),
  ];
  const plain = inner ?? written;
  const more = kind?.isList ? ofList(written, plain, kind) : [...ofOptions(plain, kind), ...ofUnits(plain, kind)];
  return [...guesses, ...more].find(({ text }) => fits(type, text));
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

/** `track = wandb`, `track = none`, `track = [tensorborad]` */
const ofList = (written: string, plain: string, kind: Kind): readonly Cure[] => {
  if (/^(none|null|nil|false|)$/i.test(plain)) return [sure('[]')];
  const parts = /^\[(.*)\]$/s.exec(written)?.[1]?.split(',') ?? [plain];
  const cures = parts.map((part) => {
    const word = part.trim().replace(/^"(.*)"$/, '$1');
    return kind.options?.includes(word) ? sure(word) : ofOptions(word, kind)[0];
  });
  const known = cures.flatMap((cure) => cure ?? []);
  const isSure = known.every(({ safety }) => safety === 'safe');
  const text = `[${known.map((cure) => cure.text).join(', ')}]`;
  const whole =
    known.length === parts.length ? [{ text, safety: isSure ? ('safe' as const) : ('unsafe' as const) }] : [];
  return written.startsWith('[') ? whole : [...whole, sure(`[${written}]`)];
};

const ofOptions = (plain: string, kind: Kind | undefined): readonly Cure[] => {
  const options = kind?.options ?? [];
  // `a100` begins the names of several.
  if (options.some((option) => option.startsWith(`${plain.toLowerCase()}-`))) return [];
  const spelt = Object.hasOwn(spellings, plain.toLowerCase()) ? spellings[plain.toLowerCase()] : undefined;
  if (spelt !== undefined && options.includes(spelt)) return [sure(spelt)];
  const boolean = options.includes('true') ? booleans[plain.toLowerCase()] : undefined;
  const meant = kin(plain, options) ?? near(plain, options);
  return boolean ? [sure(boolean)] : meant ? [{ text: meant.word, safety: meant.safety }] : [];
};

/** Parts of a name; makers and series are said or left out as people like. */
const partsOf = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .replace(/nvidia|geforce|tesla|instinct|rtx/g, ' ')
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');

/** `h100-80gb` and `NVIDIA H100` are the option whose parts they all hold: h100. Of several, the one with most parts. */
const kin = (plain: string, options: readonly string[]): Near | undefined => {
  const said = new Set(partsOf(plain));
  const held = options
    .map((word) => ({ word, parts: partsOf(word) }))
    .filter(({ parts }) => parts.length > 0 && parts.every((part) => said.has(part) && /\d/.test(parts[0] ?? '')))
    .sort((one, other) => other.parts.length - one.parts.length);
  const [first, second] = held;
  return first && first.parts.length > (second?.parts.length ?? 0) ? { word: first.word, safety: 'unsafe' } : undefined;
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
  hz: 'fps',
  G: 'GiB',
  T: 'TiB',
};

/** Units that elsewhere may mean something else too: `5 m` is five minutes, or meters. */
const likelyUnits: Readonly<Record<string, string>> = { m: 'min', g: 'GiB', M: 'MiB', K: 'KiB' };

const ofUnits = (plain: string, kind: Kind | undefined): readonly Cure[] => {
  const [, number, unit] = /^([+-]?[\d.]+(?:e[+-]?\d+)?)\s*([A-Za-z%]*)$/.exec(plain) ?? [];
  const units = kind?.units ?? [];
  if (number === undefined) return [];
  // Where there are several units, which one is the author's to say.
  if (!unit && units.length === 1) return [sure(`${number} ${units[0]}`)];
  if (!unit) return [...(kind?.usual ? [kind.usual] : []), ...units].map((each) => guess(`${number} ${each}`));
  const known = foreignUnits[unit];
  const likely = likelyUnits[unit];
  const meant = near(unit, units);
  return [
    ...(known && units.includes(known) ? [sure(`${number} ${known}`)] : []),
    ...(likely && units.includes(likely) ? [guess(`${number} ${likely}`)] : []),
    ...(meant ? [{ text: `${number} ${meant.word}`, safety: meant.safety }] : []),
    guess(`${Math.round(Number(number))} ${meant?.word ?? unit}`),
    // `count = 49 frames`; of `count = 6 s` only its author knows the frames.
    ...(known || /^(s|min|h|d)$/.test(unit) ? [] : [guess(number)]),
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
