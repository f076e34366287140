/** Shell quoting: the only place that knows it. */

/** A shell word; quoted only where it must be. */
export const sh = (word: string | number): string => {
  const text = String(word);
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
};

/** A command line from its words. */
export const command = (words: readonly (string | number)[]): string => words.map(sh).join(' ');
