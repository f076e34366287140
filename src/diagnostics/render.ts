import { inColumns, plain } from '../../grammar/plain.ts';
import type { Diagnostic, Place } from './diagnostic.ts';
import { lineOf } from './lines.ts';

/** Texts by the name under which places refer to them. */
export type Sources = ReadonlyMap<string, string>;

/** A finding as a person reads it: what, where, the line with the place underlined, and the way out. */
export const render = (sources: Sources, diagnostic: Diagnostic): string =>
  [
    `${diagnostic.severity}: ${diagnostic.message} [${diagnostic.code}]`,
    ...(diagnostic.place ? excerpt(sources, diagnostic.place) : []),
    ...(diagnostic.related ?? []).flatMap(({ place, message }) => [`  ${message}:`, ...excerpt(sources, place)]),
    ...(diagnostic.help ? [`help: ${diagnostic.help}`] : []),
    '',
  ].join('\n');

const excerpt = (sources: Sources, { file, span }: Place): string[] => {
  const text = sources.get(file) ?? '';
  const { line, column, content } = locate(text, span.start);
  if (file.startsWith('--set ')) return [`  --> ${plain(file)}`];
  const length = Math.max(1, Math.min(span.end - span.start, content.length - column + 1));
  const { text: shown, before, marked } = window(inColumns(content.replaceAll('\t', ' ')), column - 1, length);
  const margin = ' '.repeat(String(line).length);
  return [
    `${margin} --> ${plain(file)}:${line}:${column}`,
    `${line} | ${shown}`,
    `${margin} | ${' '.repeat(width(before))}${'^'.repeat(Math.max(1, width(marked)))}`,
  ];
};

/** The most of a line that is shown: of a longer one, what lies around the place. */
const most = 160;

const window = (
  content: string,
  at: number,
  length: number,
): Readonly<Record<'text' | 'before' | 'marked', string>> => {
  const start = content.length <= most ? 0 : Math.max(0, Math.min(at - 40, content.length - most));
  const end = content.length <= most ? content.length : start + most;
  const head = start > 0 ? '… ' : '';
  return {
    text: `${head}${content.slice(start, end)}${end < content.length ? ' …' : ''}`,
    before: `${head}${content.slice(start, at)}`,
    marked: content.slice(at, Math.min(at + length, end)),
  };
};

/** Columns on a screen: wide letters (CJK, emoji) take two. */
const width = (text: string): number => [...text].reduce((sum, letter) => sum + (wide.test(letter) ? 2 : 1), 0);

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u;

/** One-based line and column (UTF-16) of an offset, with the text of its line. */
export const locate = (text: string, offset: number): { line: number; column: number; content: string } => {
  const { line, start } = lineOf(text, offset);
  const end = text.indexOf('\n', offset);
  const content = text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
  return { line, column: offset - start + 1, content };
};
