import * as z from 'zod/mini';

// A file is small and read once: to write a parser for each block and have it compiled takes longer than it saves.
z.config({ jitless: true });

/** How the reader hands a quantity with a unit to the schema; a bare number arrives as a number. */
export type RawQuantity = { readonly number: number; readonly unit: string };

/** What a type of value is called in messages, and what it may be: `expects` completes "expects …". */
export type Kind = {
  readonly expects: string;
  readonly options?: readonly string[];
  /** Several, in brackets; `options` are those of each. */
  readonly isList?: true;
  readonly units?: readonly string[];
  /** The unit that a bare number was most likely meant in; unsaid: the first. */
  readonly usual?: string;
  /** The text is a path, relative to the file it stands in; `dotted`: only where it begins with ./ or ../ (else a Hub id). */
  readonly path?: 'always' | 'dotted';
  /** Any text would do, so that a word for nothing (`none`) would be taken for one. */
  readonly takesAnyText?: true;
  /** What stands in for a required word that the author has not written, so that the rest can be checked. */
  readonly standIn?: unknown;
};

/** Made when it is asked for the first time: a type that many words share, since to make it is most of what a schema costs. */
export const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

/** The prose of every type of value, for messages, completion and the reference page. */
export const kinds = z.registry<Kind>();

/** `1e999 epochs` is more than any number, and what is reckoned from it would be none. */
const isQuantity = (value: unknown): value is RawQuantity =>
  typeof value === 'object' &&
  value !== null &&
  'unit' in value &&
  'number' in value &&
  Number.isFinite(value.number) &&
  Math.abs(Number(value.number)) < 1e15;

const custom = <In, Out>(kind: Kind, accepts: (value: unknown) => value is In, convert: (value: In) => Out) =>
  z.pipe(z.custom<In>(accepts), z.transform(convert)).register(kinds, kind);

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** A number with one of the given units, converted to the unit whose factor is 1. */
const quantity = (expects: string, units: Readonly<Record<string, number>>, usual = Object.keys(units)[0]) =>
  custom(
    { expects, units: Object.keys(units), ...(usual === undefined ? {} : { usual }) },
    (value): value is RawQuantity =>
      isQuantity(value) && Object.hasOwn(units, value.unit) && value.number * (units[value.unit] ?? 1) > 0,
    ({ number, unit }) => number * (units[unit] ?? 1),
  );

const seconds = { s: 1, min: 60, h: 3600, d: 86_400 };
const dataSizes = {
  KiB: 2 ** -20,
  MiB: 2 ** -10,
  GiB: 1,
  TiB: 1024,
  KB: 1e3 / 2 ** 30,
  MB: 1e6 / 2 ** 30,
  GB: 1e9 / 2 ** 30,
  TB: 1e12 / 2 ** 30,
};

export const text = once(() =>
  z.string().check(z.minLength(1)).register(kinds, { expects: 'a text such as "…"', takesAnyText: true, standIn: '…' }),
);
/** A path, relative to the file it stands in. */
export const path = once(() =>
  z
    .string()
    .check(z.minLength(1))
    .register(kinds, { expects: 'a path such as "data/clips"', path: 'always', takesAnyText: true, standIn: '…' }),
);
/** A Hub id such as zai-org/CogVideoX1.5-5B, or a local folder that begins with ./, ../ or /. */
export const hubOrFolder = once(() =>
  z.string().check(z.minLength(1)).register(kinds, {
    expects: 'a Hub id such as "zai-org/CogVideoX1.5-5B" or a folder such as "./weights"',
    path: 'dotted',
    takesAnyText: true,
  }),
);
/** OWNER/NAME, as the Hub takes it (huggingface_hub utils/_validators.py, REPO_ID_REGEX). */
export const repository = once(() =>
  z
    .string()
    .check(z.regex(/^[\w-][\w.-]*\/[\w-][\w.-]{0,95}$/))
    .register(kinds, { expects: 'OWNER/NAME, such as "me/birds"' }),
);
export const flag = once(() =>
  z.boolean().register(kinds, { expects: 'true or false, without quotes', options: ['true', 'false'] }),
);

export const oneOf = <const T extends readonly [string, ...string[]]>(options: T) =>
  z.enum(options).register(kinds, { expects: `one of ${options.join(', ')}`, options });

export const whole = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .int()
    .check(z.gte(least), z.lte(most))
    .register(kinds, {
      expects:
        most === Number.MAX_SAFE_INTEGER
          ? `a whole number from ${least} up`
          : `a whole number from ${least} to ${most}`,
    });

export const positive = once(() =>
  z.number().check(z.gt(0)).register(kinds, { expects: 'a number above 0, such as 1e-4' }),
);
/** Neither 0 nor 1. */
export const between = once(() =>
  z.number().check(z.gt(0), z.lt(1)).register(kinds, { expects: 'a number between 0 and 1, such as 0.999' }),
);
export const notNegative = once(() => z.number().check(z.gte(0)).register(kinds, { expects: 'a number from 0 up' }));

/** What an environment variable holds: always a text, and people write numbers. */
export const variable = once(() =>
  custom(
    { expects: 'a text such as "…", or a number', standIn: '…' },
    (value): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value),
    String,
  ),
);
/** Names of environment variables. */
export const variables = once(() =>
  z.array(z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/))).register(kinds, {
    expects: 'a list of names such as [HF_TOKEN]',
  }),
);

/** Frames a second. */
export const rate = once(() => quantity('a rate such as 16 fps', { fps: 1 }));
/** Seconds. */
export const duration = once(() => quantity('a time such as 30 min', seconds, 'min'));
/** GiB. */
export const dataSize = once(() => quantity('a size of data such as 80 GiB', dataSizes, 'GiB'));
/** US dollars. */
export const money = once(() => quantity('a price such as 2.50 USD', { USD: 1 }));

/** `10 %` or `0.1` → 0.1 */
export const share = once(() =>
  custom(
    { expects: 'a share such as 10 % or 0.1', units: ['%'] },
    (value): value is number | RawQuantity => {
      const number = isNumber(value)
        ? value
        : isQuantity(value) && value.unit === '%'
          ? value.number / 100
          : Number.NaN;
      return number >= 0 && number <= 1;
    },
    (value) => (isNumber(value) ? value : value.number / 100),
  ),
);

export type FrameSize = { readonly width: number; readonly height: number };

/** `1360x768`: width x height. */
export const size = once(() =>
  custom(
    { expects: 'a size such as 1360x768 (width x height)' },
    (value): value is FrameSize => typeof value === 'object' && value !== null && 'width' in value && 'height' in value,
    ({ width, height }): FrameSize => ({ width, height }),
  ),
);

/** Optimizer updates, or passes over all samples. */
export type Length = { readonly steps: number } | { readonly epochs: number };

export const length = once(() =>
  custom(
    {
      expects: 'a length such as 3000 steps or 2 epochs',
      units: ['steps', 'epochs'],
      standIn: { number: 1000, unit: 'steps' },
    },
    (value): value is RawQuantity =>
      isQuantity(value) &&
      value.number > 0 &&
      (value.unit === 'epochs' || (value.unit === 'steps' && Number.isInteger(value.number))),
    ({ number, unit }): Length => (unit === 'steps' ? { steps: number } : { epochs: number }),
  ),
);

/** Drawn anew at every step, or so many times once. */
export const draws = once(() =>
  custom(
    { expects: 'fresh, or a number of draws such as 8 draws', units: ['draws'] },
    (value): value is 'fresh' | RawQuantity =>
      value === 'fresh' ||
      (isQuantity(value) && value.unit === 'draws' && Number.isInteger(value.number) && value.number > 0),
    (value): 'fresh' | number => (value === 'fresh' ? value : value.number),
  ),
);

/** Optimizer updates. */
export const steps = once(() =>
  custom(
    { expects: 'a number of updates such as 100 steps', units: ['steps'] },
    (value): value is RawQuantity =>
      isQuantity(value) && value.unit === 'steps' && Number.isInteger(value.number) && value.number >= 0,
    ({ number }) => number,
  ),
);

/** When something happens again: whichever comes first. */
export type Every = { readonly steps?: number; readonly seconds?: number };

const isEvery = (value: unknown): value is RawQuantity =>
  isQuantity(value) &&
  value.number > 0 &&
  (value.unit === 'steps' ? Number.isInteger(value.number) : Object.hasOwn(seconds, value.unit));

export const every = once(() =>
  custom(
    {
      expects: 'an interval such as 250 steps, 30 min, or [250 steps, 30 min]',
      units: ['steps', ...Object.keys(seconds)],
    },
    (value): value is RawQuantity | RawQuantity[] =>
      Array.isArray(value) ? value.length > 0 && value.every(isEvery) : isEvery(value),
    (value): Every =>
      Object.assign(
        {},
        ...[value]
          .flat()
          .map(({ number, unit }) =>
            unit === 'steps' ? { steps: number } : { seconds: number * (seconds[unit as keyof typeof seconds] ?? 1) },
          ),
      ),
  ),
);

/** One text, or a list of them; a list in the plan. */
const oneOrMore = (kind: Kind) =>
  custom(
    kind,
    (value): value is string | string[] =>
      [value].flat().every((item) => typeof item === 'string' && item !== '') && [value].flat().length > 0,
    (value): readonly string[] => [value].flat(),
  );

export const texts = once(() => oneOrMore({ expects: 'a text, or a list of texts', takesAnyText: true }));
/** A path, or a pattern for many. */
export const patterns = once(() =>
  oneOrMore({
    expects: 'a path, a pattern such as "data/**/*-bad.mp4", or a list of them',
    path: 'always',
    takesAnyText: true,
  }),
);
export const paths = once(() =>
  oneOrMore({
    expects: 'a folder, a pattern such as "data/**/*.mp4", or a list of them',
    path: 'always',
    takesAnyText: true,
    standIn: '…',
  }),
);
