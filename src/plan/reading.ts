import type { Span } from '../../grammar/ast.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { type Path, printPath } from './path.ts';

/** Where a word stands: its name, and what is written for it. */
export type WordPlace = { readonly file: string; readonly name: Span; readonly value: Span };

export type Raw = { [key: string]: unknown };

/** One file (or one `--set`) as plain data, with the place of each path. */
export type Reading = {
  readonly data: Raw;
  /** By printed path. */
  readonly places: Map<string, WordPlace>;
  /** What the author says of a word: the `##` lines above it, by printed path. */
  readonly docs: Map<string, string>;
  readonly problems: Diagnostic[];
  /** Printed paths whose value could not be read: what rests on them is not judged. */
  readonly unsound: Set<string>;
  /** Whether it says `default` of a word. */
  takesBack: boolean;
};

export const emptyReading = (): Reading => ({
  data: {},
  places: new Map(),
  docs: new Map(),
  problems: [],
  unsound: new Set(),
  takesBack: false,
});

/** `x = default`: takes back what lower layers said. */
export const takenBack = Symbol('default');

/** The place of a path; of the nearest block around it where the path itself is written nowhere. */
export const placeOf = (
  { places }: Pick<Reading, 'places'>,
  path: Path,
  at: 'name' | 'value' = 'value',
): Place | undefined => {
  for (let length = path.length; length > 0; length--) {
    const place = places.get(printPath(path.slice(0, length)));
    if (place) return { file: place.file, span: length === path.length ? place[at] : place.name };
  }
  return undefined;
};
