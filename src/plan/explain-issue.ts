import type * as z from 'zod/mini';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { fixOf } from '../diagnostics/fix.ts';
import { type Cure, cureOf } from './cure.ts';
import { type Path, printPath } from './path.ts';
import { type Manuscript, standingValue } from './place-fix.ts';
import { placeOf, type Reading } from './reading.ts';
import { bare, structureOf, typeAt, wordsOf } from './structure.ts';
import { type Kind, kinds } from './values.ts';

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
  const kind = type && kinds.get(bare(type));
  const written = place ? (texts.sources.get(place.file) ?? '').slice(place.span.start, place.span.end) : '';
  const isOwn = place && reading.places.has(printPath(word));
  const standing = isOwn ? standingValue(place.file, place.span, texts) : undefined;
  const cure = type && standing ? cureOf(type, kind, standing.text) : undefined;
  return [
    {
      code: 'wrong-value',
      severity: 'error',
      path: printPath(word),
      message: saidOf(name, written, kind),
      help: wayOut(name, { written: standing?.text ?? written, cure }, kind),
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

/** The path of the word itself, without places inside its value. */
const wordOf = (path: Path): Path => (typeAt(path) || path.length <= 1 ? path : wordOf(path.slice(0, -1)));

const saidOf = (name: string, written: string, kind: Kind | undefined): string =>
  (kind?.options ?? []).length > 6
    ? `There is no ${name} ${written}.`
    : `${name} takes ${kind?.expects ?? 'another value'}, not ${written}.`;

type Wrong = { readonly written: string; readonly cure: Cure | undefined };

const wayOut = (name: string, { written, cure }: Wrong, kind: Kind | undefined): string => {
  const options = kind?.options ?? [];
  const longer = options.filter((option) => option.startsWith(`${written.replace(/^"(.*)"$/, '$1')}-`));
  if (longer.length > 0) return `Write one of: ${longer.join(', ')}.`;
  const isQuoted = written === `"${cure?.text}"`;
  if (cure && options.includes(cure.text) && !isQuoted && !options.includes('true'))
    return `Did you mean ${cure.text}?`;
  const units = kind?.units ?? [];
  const others = units.length > 1 && cure?.safety === 'unsafe' ? ` (units: ${units.join(', ')})` : '';
  if (cure) return `Write ${name} = ${cure.text}${others}`;
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
