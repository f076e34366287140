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
  const plain = word.toLowerCase();
  const own = lettersOf(plain);
  for (const candidate of known) {
    // Each letter more is a slip more, and so is each that the other word does not have.
    if (Math.abs(candidate.length - word.length) > most) continue;
    if (ones(own & ~lettersOfKnown(candidate)) > most) continue;
    const distance = editDistance(plain, candidate.toLowerCase(), most);
    if (distance === undefined) continue;
    count += 1;
    if (!best || distance < best.distance) best = { word: candidate, distance };
  }
  if (!best) return undefined;
  // Of words of one or two letters every other one is near.
  const isSure = best.distance === 0 || (best.distance === 1 && count === 1 && word.length > 2);
  return { word: best.word, safety: isSure ? 'safe' : 'unsafe' };
};

export const nearest = (word: string, known: Iterable<string>): string | undefined => near(word, known)?.word;

/** The letters of a word as bits, several of which share one: a bound that costs nothing beside the distance. */
const lettersOf = (word: string): number => {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
};

/** Those of the language are asked for again for each word that it does not know. */
const seen = new Map<string, number>();

const lettersOfKnown = (word: string): number => {
  const known = seen.get(word) ?? lettersOf(word.toLowerCase());
  if (seen.size < 10_000) seen.set(word, known);
  return known;
};

const ones = (bits: number): number => {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
};

/** Letters to insert, delete, replace or swap with a neighbour (optimal string alignment), where they are no more than `most`. */
const editDistance = (from: string, to: string, most: number): number | undefined => {
  let [before, last]: (readonly number[])[] = [[], Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const current = rowOf(row, { from, to, last: last ?? [], before: before ?? [] });
    // Rows never fall below the least of one.
    if (Math.min(...current) > most) return undefined;
    [before, last] = [last, current];
  }
  const distance = last?.[to.length] ?? 0;
  return distance > most ? undefined : distance;
};

type Rows = {
  readonly from: string;
  readonly to: string;
  readonly last: readonly number[];
  readonly before: readonly number[];
};

const rowOf = (row: number, { from, to, last, before }: Rows): readonly number[] => {
  const current = [row];
  for (let column = 1; column <= to.length; column++) {
    const same = from[row - 1] === to[column - 1];
    const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
    current.push(
      Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      ),
    );
  }
  return current;
};
