import type { CheckedFile, Found, Known } from './report.ts';
import { findingsOf, homeOf } from './report.ts';

/** A baseline as text: one line a finding, in the order of files and codes, so that its history can be read. */
export const printBaseline = (known: readonly Known[]): string =>
  `${[
    '{',
    '  "cogx-baseline": 1,',
    `  "findings": [${known.map((each) => `\n    ${JSON.stringify(each)}`).join(',')}${known.length > 0 ? '\n  ' : ''}]`,
    '}',
  ].join('\n')}\n`;

/** Its findings, or what is wrong with it. */
export const parseBaseline = (text: string): readonly Known[] | string => {
  const data = parsed(text);
  if (!isObject(data) || data['cogx-baseline'] === undefined) return 'is no baseline of cogx';
  if (data['cogx-baseline'] !== 1)
    return `is a baseline of edition ${String(data['cogx-baseline'])}, and this cogx reads 1`;
  const { findings } = data;
  return Array.isArray(findings) && findings.every(isKnown) ? findings : 'holds something else than findings';
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isObject = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null;

const isKnown = (data: unknown): data is Known =>
  isObject(data) &&
  [data.file, data.code, data.fingerprint].every((word) => typeof word === 'string') &&
  ['string', 'undefined'].includes(typeof data.path) &&
  Number.isInteger(data.count);

/** What a baseline of all these findings holds. */
export const baselineOf = (files: readonly CheckedFile[]): readonly Known[] => {
  const known = new Map<string, Known>();
  for (const found of findingsOf({ files })) {
    const { code, path, fingerprint } = found;
    const key = keyOf(asKnown(found));
    const count = (known.get(key)?.count ?? 0) + 1;
    known.set(key, { file: homeOf(found), code, ...(path === undefined ? {} : { path }), fingerprint, count });
  }
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
};

const asKnown = (found: Found) => ({ file: homeOf(found), code: found.code, fingerprint: found.fingerprint });

const keyOf = ({ file, code, fingerprint }: Pick<Known, 'file' | 'code' | 'fingerprint'>): string =>
  [file, code, fingerprint].join('\n');

export type Silenced = {
  readonly files: readonly CheckedFile[];
  /** How many findings are kept silent. */
  readonly known: number;
  /** What the baseline holds beyond them, of the files that were read. */
  readonly stale: readonly Known[];
};

/** Keeps silent what a baseline knows, as often as it knows it. */
export const silence = (
  files: readonly CheckedFile[],
  baseline: readonly Known[],
  wasRead: (file: string) => boolean,
): Silenced => {
  const left = new Map<string, number>();
  for (const each of baseline) left.set(keyOf(each), (left.get(keyOf(each)) ?? 0) + each.count);
  let known = 0;
  const isKnownStill = (found: Found): boolean => {
    const key = keyOf(asKnown(found));
    const count = left.get(key) ?? 0;
    if (count <= 0) return false;
    left.set(key, count - 1);
    known++;
    return true;
  };
  const untold = files.map(({ passes, ...file }) => ({
    ...file,
    passes: passes.map((pass) => ({ ...pass, findings: pass.findings.filter((found) => !isKnownStill(found)) })),
  }));
  const stale = baseline.flatMap((each) => {
    const count = left.get(keyOf(each)) ?? 0;
    left.delete(keyOf(each));
    return count > 0 && wasRead(each.file) ? [{ ...each, count }] : [];
  });
  return { files: untold, known, stale };
};
