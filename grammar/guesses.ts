import type { File, Item, Property, Span } from './ast.ts';
import { fromElsewhere } from './elsewhere.ts';
import type { Mend, Problem } from './problem.ts';

/** A problem in its text. */
export type At = { readonly text: string; readonly file: File; readonly problem: Problem };

/** What may have been meant, the likeliest first; nobody has tried it yet. */
export const guessesAt = (at: At): readonly Mend[] =>
  at.problem.mend ? [at.problem.mend] : (guesses[at.problem.code]?.(at) ?? []);

const safe = (span: Span, text: string): Mend => ({ safety: 'safe', edits: [{ span, text }] });
const unsafe = (span: Span, text: string): Mend => ({ safety: 'unsafe', edits: [{ span, text }] });
const point = (offset: number): Span => ({ start: offset, end: offset });

const written = ({ text, problem: { span } }: At): string => text.slice(span.start, span.end);

/** Where what stands before the problem ends. */
const endBefore = ({ text, problem: { span } }: At): number => text.slice(0, span.start).trimEnd().length;

/** Where the problem's line ends, white space and comment left out. */
const endOfLine = ({ text, file, problem: { span } }: At): number => {
  const end = text.indexOf('\n', span.start);
  const line = end < 0 ? text.length : end;
  const comment = file.comments.find((each) => each.span.start > span.start && each.span.start < line);
  return text.slice(0, comment?.span.start ?? line).trimEnd().length;
};

/** What follows the problem's first letter on its line. */
const restOfLine = (at: At): string => at.text.slice(at.problem.span.start, endOfLine(at));

const quoted = (text: string): string => JSON.stringify(text.replace(/^['‘“„]|['’”]$/g, ''));

const foreignMark = (at: At): readonly Mend[] => {
  const { text, problem } = at;
  const { span } = problem;
  switch (written(at)) {
    case ':': {
      const [before, after] = [text[span.start - 1], text[span.end]].map((letter) => (letter?.trim() ? ' ' : ''));
      return [safe(span, `${before}=${after}`), safe(span, '')];
    }
    case ';':
      return [safe(span, endOfLine(at) === span.end ? '' : ',')];
    default: {
      const whole = /^['‘“„][^'’”"]*['’”]/.exec(restOfLine(at))?.[0] ?? written(at);
      return [safe({ start: span.start, end: span.start + whole.length }, quoted(whole))];
    }
  }
};

/** A size with spaces, two items without a comma, or a text of several words without quotes. */
const missingSeparator = (at: At): readonly Mend[] => {
  const { span } = at.problem;
  const end = endBefore(at);
  const line = at.text.slice(at.text.lastIndexOf('\n', end - 1) + 1, end);
  const size = /\d+[ \t]*[x×X]$/.exec(line)?.[0];
  const words = /[^\s"=[\]{},#]+$/.exec(line)?.[0] ?? '';
  const start = end - words.length;
  const whole = at.text.slice(start, endOfLine(at));
  // `shard = zero3 { … }`
  const equals = written(at) === '{' ? /=[ \t]*(?=[A-Za-z_][\w.-]*$)/.exec(line) : null;
  const from = end - line.length + (equals?.index ?? 0);
  return [
    ...(equals ? [safe({ start: from, end: from + equals[0].length }, '')] : []),
    ...(size ? [safe({ start: end - size.length, end: span.end }, `${Number.parseInt(size, 10)}x${written(at)}`)] : []),
    ...(/^[\d.]+k$/i.test(words) ? [unsafe({ start, end }, `${Number.parseFloat(words) * 1000}`)] : []),
    ...(isNext(at) ? [safe(point(end), ',')] : []),
    ...(/["=[\]{},#]/.test(whole) ? [] : [unsafe({ start, end: start + whole.length }, quoted(whole))]),
  ];
};

/** Whether what follows can be the next item, or the next value of a list; else it may be a word of the same text. */
const isNext = (at: At): boolean => {
  const { start } = at.problem.span;
  const isInList = /\[[^\]{}]*$/.test(at.text.slice(Math.max(0, start - 1000), start));
  // `[a bird flies]` is a text without its quotes.
  const isWord =
    /[A-Za-z_][\w.-]*[ \t]+$/.test(at.text.slice(Math.max(0, start - 100), start)) && /^[A-Za-z]/.test(restOfLine(at));
  return (isInList && !isWord) || /^("[^"]*"|[\w.-]+)([ \t]+("[^"]*"|[\w.-]+))?[ \t]*[={:]/.test(restOfLine(at));
};

/** `use cluster.cogx` */
const unquotedPath = (at: At): readonly Mend[] => {
  const [, gap = '', path] = /^use([ \t]+)([^\s"#,]+)/.exec(restOfLine(at)) ?? [];
  const start = at.problem.span.start + 'use'.length + gap.length;
  return path ? [safe({ start, end: start + path.length }, quoted(path))] : [];
};

/** `frames.count = 81`, where no `frames` stands beside it. */
const dottedName = (at: At): readonly Mend[] => {
  const [outer = '', inner = '', ...more] = written(at).split('.');
  const { property, around } = propertyAt(at.file.items, at.problem.span.start);
  const isTwice = around.some((item) => 'name' in item && item.name?.text === outer);
  if (!property?.value || more.length > 0 || isTwice) return [];
  const head = { span: at.problem.span, text: `${outer} { ${inner}` };
  return [{ safety: 'unsafe', edits: [head, { span: point(property.value.span.end), text: ' }' }] }];
};

const propertyAt = (items: readonly Item[], start: number): { property?: Property; around: readonly Item[] } => {
  const item = items.find((each) => each.span.start <= start && start < each.span.end);
  if (item?.kind === 'block') return propertyAt(item.items, start);
  return item?.kind === 'property' ? { property: item, around: items } : { around: items };
};

/** Whether a mark that follows on the line is a letter of the text, its author knows. */
const unclosedText = (at: At): readonly Mend[] => {
  const text = written(at).trimEnd();
  if (text.startsWith('"""')) return [];
  const end = point(at.problem.span.start + text.length);
  const [line = ''] = at.text.slice(at.problem.span.start).split('\n', 1);
  return [/[#,={}[\]]|\/\//.test(line) ? unsafe(end, '"') : safe(end, '"')];
};

/** All of a text's backslashes that begin no escape: a path of Windows has several. */
const unknownEscape = (at: At): readonly Mend[] => {
  const { text, problem } = at;
  const open = text.lastIndexOf('"', problem.span.start);
  const whole = /^"(?:[^"\\\n]|\\.)*"/.exec(text.slice(open, open + 10_000))?.[0];
  if (open < 0 || !whole) return [];
  const doubled = whole.replaceAll(/\\(?![nt"\\]|u\{)/g, '\\\\');
  // `D:\video\new`: the other backslash is no new line either, but only its author knows.
  const isSure = !/(?<!\\)\\[ntu]/.test(whole);
  return [
    { safety: isSure ? 'safe' : 'unsafe', edits: [{ span: { start: open, end: open + whole.length }, text: doubled }] },
  ];
};

/** What stands on the line below its name, where nothing lies between. */
const wrongLine = (at: At): readonly Mend[] => {
  const end = endBefore(at);
  return [safe({ start: end, end: at.problem.span.start }, ' ')];
};

const guesses: Readonly<Record<string, (at: At) => readonly Mend[]>> = {
  'foreign-mark': foreignMark,
  'forgotten-equals': ({ problem }) => [safe(point(problem.span.start), '= ')],
  'block-with-equals': ({ text, problem: { span } }) => [
    safe({ start: span.start, end: text[span.end] === ' ' ? span.end + 1 : span.end }, ''),
  ],
  'missing-separator': missingSeparator,
  'missing-value': unquotedPath,
  'dotted-name': dottedName,
  'unquoted-text': (at) => {
    const isNumber = /^\d[\d_']*\d$/.test(written(at));
    if (isNumber) return [unsafe(at.problem.span, written(at).replaceAll(/[_']/g, ''))];
    const elsewhere = fromElsewhere(written(at));
    if (elsewhere?.text === undefined) return elsewhere ? [] : [safe(at.problem.span, quoted(written(at)))];
    return [(elsewhere.isSure ? safe : unsafe)(at.problem.span, elsewhere.text)];
  },
  'word-end': (at) => [unsafe(at.problem.span, written(at).replace(/[.-]+$/, ''))],
  'unclosed-text': unclosedText,
  'unknown-escape': unknownEscape,
  'unclosed-list': (at) => [safe(point(endOfLine(at)), ']')],
  'unclosed-block': (at) => [unsafe(point(endOfLine(at)), ' }')],
  'unopened-block': ({ problem }) => [safe(point(problem.span.end), ' {')],
  'wrong-line': wrongLine,
  'stray-bracket': ({ problem }) => [unsafe(problem.span, '')],
};
