import type * as z from 'zod/mini';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { type Path, printPath } from './path.ts';
import { placeOf, type Reading } from './reading.ts';
import { bare, structureOf, typeAt, wordsOf } from './structure.ts';
import { type Kind, kinds } from './values.ts';

/** zod's issues in cogx's words. */
export const explainIssue = (
  issue: z.core.$ZodIssue,
  reading: Reading,
  sources: ReadonlyMap<string, string>,
): Diagnostic[] => {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => strayWord([...path, key], reading));
  const word = wordOf(path);
  const place = placeOf(reading, word);
  const type = typeAt(word);
  const kind = type && kinds.get(bare(type));
  const written = place ? (sources.get(place.file) ?? '').slice(place.span.start, place.span.end) : '';
  return [
    {
      code: 'wrong-value',
      severity: 'error',
      path: printPath(word),
      message: saidOf(word.at(-1) ?? '', written, kind),
      help: wayOut(word.at(-1) ?? '', written, kind),
      ...(place ? { place } : {}),
    },
  ];
};

/** The path of the word itself, without places inside its value. */
const wordOf = (path: Path): Path => (typeAt(path) || path.length <= 1 ? path : wordOf(path.slice(0, -1)));

const saidOf = (name: string, written: string, kind: Kind | undefined): string =>
  (kind?.options ?? []).length > 6
    ? `There is no ${name} ${written}.`
    : `${name} takes ${kind?.expects ?? 'another value'}, not ${written}.`;

const wayOut = (name: string, written: string, kind: Kind | undefined): string => {
  const plain = written.replace(/^"(.*)"$/, '$1');
  const longer = (kind?.options ?? []).filter((option) => option.startsWith(`${plain}-`));
  if (longer.length > 0) return `Write one of: ${longer.join(', ')}.`;
  const near = kind?.options && nearest(plain, kind.options);
  if (near) return near === plain ? `Write ${name} = ${near}` : `Did you mean ${near}?`;
  if (kind?.options) return `Write one of: ${kind.options.join(', ')}.`;
  const [unit] = kind?.units ?? [];
  const number = /^[\d.]+(e-?\d+)?$/.exec(written)?.[0];
  if (unit && number !== undefined) {
    const others = (kind?.units ?? []).length > 1 ? ` (units: ${kind?.units?.join(', ')})` : '';
    return `Write ${name} = ${number} ${unit}${others}`;
  }
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
    help: owner ? `It belongs to ${above.at(-1)} ${owner}.` : 'Take it out.',
    ...(place ? { place } : {}),
  };
};

export const missingWord = (path: Path, place: Place | undefined): Diagnostic => {
  const name = path.at(-1) ?? '';
  const type = typeAt(path);
  const structure = type && structureOf(type);
  const where = path.length > 1 ? `${printPath(path.slice(0, -1))} has` : 'The file has';
  const kind = type && kinds.get(bare(type));
  const help =
    structure?.kind === 'choice'
      ? `Write ${name} NAME, one of: ${Object.keys(structure.labels).join(', ')}.`
      : structure?.kind === 'block'
        ? `Write ${name} { … }`
        : `Write ${name} = … with ${kind?.expects ?? 'a value'}.`;
  return {
    code: 'missing-word',
    severity: 'error',
    path: printPath(path),
    message: `${where} no ${name}.`,
    help,
    ...(place ? { place } : {}),
  };
};
