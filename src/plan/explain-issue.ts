import type * as z from 'zod/mini';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fixOf } from '../diagnostics/fix.ts';
import { type Cure, cureOf } from './cure.ts';
import { kindAt } from './kind.ts';
import { insteadOfNothing } from './nothing.ts';
import { ownName } from './own-name.ts';
import { type Path, printPath } from './path.ts';
import { type Manuscript, standingValue } from './place-fix.ts';
import { offered } from './read-problems.ts';
import { placeOf, type Reading } from './reading.ts';
import { structureOf, typeAt, wordsOf } from './structure.ts';
import type { Kind } from './values.ts';

/** The texts that were read, and their trees. */
export type Texts = Pick<Manuscript, 'sources' | 'trees'>;

/** zod's issues in cogx's words. */
export const explainIssue = (issue: z.core.$ZodIssue, reading: Reading, texts: Texts): Diagnostic[] => {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => strayWord([...path, key], reading));
  const word = wordOf(path);
  const name = word.at(-1) ?? '';
  const place = placeOf(reading, word);
  const type = typeAt(word);
  const kind = type && kindAt(type);
  const written = place ? (texts.sources.get(place.file) ?? '').slice(place.span.start, place.span.end) : '';
  const isOwn = place && reading.places.has(printPath(word));
  const standing = isOwn ? standingValue(place.file, place.span, texts) : undefined;
  const asked = standing?.text ?? (place?.file.startsWith('--set ') ? written : undefined);
  const cure =
    type && asked !== undefined ? (stepsOfShare(asked, kind, reading) ?? cureOf(type, kind, asked)) : undefined;
  return [
    {
      code: 'wrong-value',
      severity: 'error',
      path: printPath(word),
      message: saidOf(name, written, kind),
      help:
        insteadOfNothing(printPath(word), written) ??
        (cure ? undefined : ownName(written, place, texts)) ??
        wayOut(name, { written: standing?.text ?? written, cure }, kind),
      ...(place ? { place } : {}),
      ...(cure && standing && place
        ? {
            fix: fixOf(cure.safety, [
              { place: { file: place.file, span: standing.span }, text: cure.text, was: standing.text },
            ]),
          }
        : {}),
    },
  ];
};

/** `warmup = 5 %`, `warmup = 0.05`: of a length in steps it is so many. */
const stepsOfShare = (written: string, kind: Kind | undefined, { data }: Reading): Cure | undefined => {
  const [, number, percent] = /^(\d*\.?\d+)\s*(%?)$/.exec(written) ?? [];
  const share = Number(number) / (percent ? 100 : 1);
  const length = (data.train as { length?: { number?: unknown; unit?: unknown } } | undefined)?.length;
  const isShare = number !== undefined && (percent !== '' || !Number.isInteger(share)) && share < 1;
  if (!isShare || kind?.units?.join() !== 'steps' || length?.unit !== 'steps') return undefined;
  return { text: `${Math.round(share * Number(length.number))} steps`, safety: 'unsafe' };
};

/** The path of the word itself, without places inside its value. */
const wordOf = (path: Path): Path => (typeAt(path) || path.length <= 1 ? path : wordOf(path.slice(0, -1)));

const saidOf = (name: string, written: string, kind: Kind | undefined): string => {
  if (written === '[]') return `${name} is an empty list.`;
  if (/^(""|\[(.*,)?\s*""\s*(,.*)?\])$/s.test(written))
    return `${name} ${written === '""' ? 'is' : 'holds'} an empty text.`;
  if (kind?.units && isNothing(written)) return `${name} must be above 0, and ${written} is not.`;
  if (kind?.isList && /^[^[{]/.test(written)) return `${name} takes a list, and ${written} stands without brackets.`;
  return (kind?.options ?? []).length > 6
    ? `There is no ${name} ${written}.`
    : `${name} takes ${kind?.expects ?? 'another value'}, not ${written}.`;
};

/** `0 steps`, `-5 min` */
const isNothing = (written: string): boolean => /^(-|0+(\.0+)?\b)/.test(written) && Number.parseFloat(written) <= 0;

type Wrong = { readonly written: string; readonly cure: Cure | undefined };

const wayOut = (name: string, { written, cure }: Wrong, kind: Kind | undefined): string => {
  if (/,\s*""|""\s*,/.test(written)) return 'Fill it in, or take it out.';
  const options = kind?.options ?? [];
  const said = written.replace(/^"(.*)"$/, '$1').toLowerCase();
  const longer = options.filter((option) => option.startsWith(`${said}-`));
  if (longer.length > 0) return `Write one of: ${longer.join(', ')}.`;
  const isQuoted = written === `"${cure?.text}"`;
  if (cure && options.includes(cure.text) && !isQuoted && !options.includes('true'))
    return `Did you mean ${cure.text}?`;
  const units = kind?.units ?? [];
  const others = units.length > 1 && cure?.safety === 'unsafe' ? ` (units: ${units.join(', ')})` : '';
  if (cure) return `Write ${name} = ${cure.text}${others}`;
  if (kind?.isList) return `Write ${kind.expects}.`;
  if (options.length > 0) return `Write one of: ${options.join(', ')}.`;
  return `Write ${kind?.expects ?? 'another value'}.`;
};

/** A word that another choice has: `schedule constant { cycles = 2 }`. */
const strayWord = (path: Path, reading: Reading): Diagnostic => {
  const name = path.at(-1) ?? '';
  const above = path.slice(0, -1);
  const type = typeAt(above);
  const structure = type && structureOf(type);
  const labels = structure?.kind === 'choice' ? structure.labels : {};
  const owner = Object.keys(labels).find((label) => Object.hasOwn(wordsOf(labels, label), name));
  const place = placeOf(reading, path, 'name');
  return {
    code: 'unknown-word',
    severity: 'error',
    path: printPath(path),
    message: `There is no word ${name} in ${printPath(above)} as chosen.`,
    help: owner ? `It is a word of ${above.at(-1)} ${owner}: write that, or take it out.` : 'Take it out.',
    ...(place ? { place } : {}),
  };
};

/** `from csv`, where the choice stands as a property and has no braces yet. */
const labelAbove = (path: Path, { data, places }: Reading): string | undefined => {
  const above = path.slice(0, -1);
  const type = above.length > 0 ? typeAt(above) : undefined;
  const place = places.get(printPath(above));
  if (!type || !place || structureOf(type).kind !== 'choice') return undefined;
  const held = above.reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], data);
  const kind = (held as { kind?: unknown } | undefined)?.kind;
  const isBare = typeof held === 'object' && held !== null && Object.keys(held).length === 1;
  return isBare && typeof kind === 'string' ? `${above.at(-1)} ${kind}` : undefined;
};

export const missingWord = (path: Path, reading: Reading): Diagnostic => {
  const place = placeOf(reading, path);
  const name = path.at(-1) ?? '';
  const type = typeAt(path);
  const structure = type && structureOf(type);
  const where = path.length > 1 ? `${printPath(path.slice(0, -1))} has` : 'The file has';
  const kind = type && kindAt(type);
  const chosen = labelAbove(path, reading);
  const help = chosen
    ? `Write ${chosen} { ${name} = … }: ${kind?.expects ?? 'a value'}.`
    : structure?.kind === 'choice'
      ? `Write ${name} NAME, one of: ${offered(Object.keys(structure.labels)).join(', ')}.`
      : structure?.kind === 'block'
        ? `Write ${name} { … }`
        : `Write ${name} = …: ${kind?.expects ?? 'a value'}.`;
  return {
    code: 'missing-word',
    severity: 'error',
    path: printPath(path),
    message: `${where} no ${name}.`,
    help,
    ...(place ? { place } : {}),
  };
};
