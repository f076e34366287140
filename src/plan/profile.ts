import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/suggest.ts';
import { parsePath, printPath, startsWith } from './path.ts';
import { emptyReading, type Raw, type Reading } from './reading.ts';

export const failed = (problem: Diagnostic): Reading => withProblems(emptyReading(), [problem]);

export const withProblems = (reading: Reading, problems: readonly Diagnostic[]): Reading => {
  reading.problems.unshift(...problems);
  return reading;
};

/** A profile of the main file, as if it were a file of its own. */
export const profile = (main: Reading, named: Record<string, Raw>, name: string): Reading => {
  const data = Object.hasOwn(named, name) ? named[name] : undefined;
  if (!data) {
    const near = nearest(name, Object.keys(named));
    const known = Object.keys(named).join(', ') || 'none';
    return failed({
      code: 'unknown-profile',
      severity: 'error',
      message: `There is no profile ${name}.`,
      help: near ? `Did you mean ${near}?` : `Profiles of this file: ${known}.`,
    });
  }
  const prefix = ['profile', name];
  const places = [...main.places].flatMap(([key, place]) => {
    const path = parsePath(key);
    return path && path.length > 2 && startsWith(path, prefix) ? [[printPath(path.slice(2)), place] as const] : [];
  });
  return { ...emptyReading(), data: structuredCloneOf(data), places: new Map(places) };
};

const structuredCloneOf = (data: Raw): Raw =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null && !Array.isArray(value) ? structuredCloneOf(value as Raw) : value,
    ]),
  );
