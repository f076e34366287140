/** A known word that is near enough to be meant. */
export type Near = {
  readonly word: string;
  /** `safe` where it is one slip away, and no other word is near. */
  readonly safety: 'safe' | 'unsafe';
};

/** The nearest of the known words, where one is near enough to be meant. */
export const near = (word: string, known: Iterable<string>): Near | undefined => {
  const most = Math.max(1, Math.floor(word.length / 3));
  let best: { word: string; distance: number } | undefined;
  let count = 0;
  for (const candidate of known) {
    // Each letter more is a slip more.
    if (Math.abs(candidate.length - word.length) > most) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance > most) continue;
    count += 1;
    if (!best || distance < best.distance) best = { word: candidate, distance };
  }
  if (!best) return undefined;
  // Of words of one or two letters every other one is near.
  const isSure = best.distance === 0 || (best.distance === 1 && count === 1 && word.length > 2);
  return { word: best.word, safety: isSure ? 'safe' : 'unsafe' };
};

export const nearest = (word: string, known: Iterable<string>): string | undefined => near(word, known)?.word;

/** Letters to insert, delete, replace or swap with a neighbour (optimal string alignment). */
const editDistance = (from: string, to: string): number => {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          at(rows, row - 1, column) + 1,
          (current[column - 1] ?? 0) + 1,
          at(rows, row - 1, column - 1) + (same ? 0 : 1),
          swapped ? at(rows, row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(current);
  }
  return at(rows, from.length, to.length);
};

const at = (rows: readonly (readonly number[])[], row: number, column: number): number => rows[row]?.[column] ?? 0;
