/** Comments on their way to a formatted file. */

/** A comment as lines that begin with `#`. */
export const asLines = (image: string): readonly string[] => {
  if (image.startsWith('/*')) return linesOf(image).map((line) => `# ${line}`.trimEnd());
  if (image.startsWith('#!')) return [image.trimEnd()];
  const mark = /^(?:#+|\/\/)/.exec(image)?.[0] ?? '';
  const rest = image.slice(mark.length);
  return [`${mark === '//' ? '#' : mark}${/^\s/.test(rest) ? '' : ' '}${rest}`.trimEnd()];
};

/** A comment that something follows on its line. */
export const inside = (image: string): string => {
  const words = image
    .slice(2, -2)
    .replace(/\s*[\r\n]\s*/g, ' ')
    .trim();
  return words === '' ? '/* */' : `/* ${words} */`;
};

/** What stands in `/* … *​/`, without the stars that some write before each line. */
const linesOf = (image: string): readonly string[] => {
  const [first = '', ...rest] = image
    .slice(2, -2)
    .split(/\r\n?|\n/)
    .map((line) => line.trimEnd());
  const later = rest.every((line) => /^\s*(\*|$)/.test(line))
    ? rest.map((line) => line.replace(/^\s*\*+ ?/, ''))
    : withoutIndentation(rest);
  const lines = [first.replace(/^\*+/, '').trim(), ...later];
  const from = lines.findIndex((line) => line !== '');
  return from === -1 ? [''] : lines.slice(from, lines.findLastIndex((line) => line !== '') + 1);
};

const withoutIndentation = (lines: readonly string[]): readonly string[] => {
  const indentations = lines.filter(Boolean).map((line) => line.length - line.trimStart().length);
  const shared = indentations.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  return lines.map((line) => line.slice(shared));
};
