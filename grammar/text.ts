import type { Finding } from './problem.ts';
import { shown } from './problem.ts';

/** A backslash with what follows it; `\u{…}` as one. */
const escapes = /\\(?:u\{([0-9A-Fa-f]{1,6})\}|([\s\S]))/g;
const meanings: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\' };

const meaning = (code: string | undefined, letter: string | undefined): string | undefined => {
  if (code === undefined) return meanings[letter ?? ''];
  const point = Number.parseInt(code, 16);
  const surrogate = point >= 0xd800 && point <= 0xdfff;
  return point > 0x10ffff || surrogate ? undefined : String.fromCodePoint(point);
};

/** What a text between its quotes says. An escape that means nothing stays as it is written. */
const unescaped = (written: string): string =>
  written.replace(escapes, (whole, code, letter) => meaning(code, letter) ?? whole);

/** Takes off the first and last line where they are empty, and the indentation that all other lines share. */
export const dedented = (written: string): string => {
  const lines = written.split(/\r\n?|\n/);
  const first = lines[0]?.trim() === '' && lines.length > 1 ? lines.slice(1) : lines;
  const kept = first.length > 1 && first.at(-1)?.trim() === '' ? first.slice(0, -1) : first;
  // A text that begins on the line of its quotes has that line outside the indentation.
  const measured = (first === lines ? kept.slice(1) : kept).filter((line) => line.trim() !== '');
  const indentations = measured.map((line) => line.length - line.trimStart().length);
  const indentation = indentations.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  return kept.map((line, index) => (first === lines && index === 0 ? line : line.slice(indentation))).join('\n');
};

/** `"a\nb"`, `"""…"""`, or the beginning of one: what it says. */
export const textOf = (image: string): string => {
  if (!image.startsWith('"""'))
    return unescaped(image.slice(1, image.length > 1 && closes(image, '"') ? -1 : undefined));
  return unescaped(dedented(image.slice(3, image.length >= 6 && closes(image, '"""') ? -3 : undefined)));
};

const closes = (image: string, quotes: string): boolean =>
  image.endsWith(quotes) && (/\\*$/.exec(image.slice(0, -quotes.length))?.[0].length ?? 0) % 2 === 0;

/** The escapes of a text that mean nothing. */
export function* escapeProblems(image: string, start: number): Iterable<Finding> {
  for (const { 0: whole, 1: code, 2: letter, index } of image.matchAll(escapes)) {
    if (meaning(code, letter) !== undefined) continue;
    yield {
      code: 'unknown-escape',
      message: `\`${shown(whole)}\` means nothing in a text.`,
      help:
        code === undefined && letter !== 'u'
          ? `Write \`/\` between folders, or \`\\\\${shown(letter ?? '')}\` for a backslash; \\n, \\t, \\", \\\\ and \\u{…} are what cogx knows.`
          : 'Write a code point of Unicode such as \\u{e9}.',
      span: { start: start + index, end: start + index + whole.length },
    };
  }
}
