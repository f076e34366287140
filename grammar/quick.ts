import type { Block, Comment, Definition, File, Item, List, Name, Property, Span, Text, Value } from './ast.ts';
import { commentAt } from './comment.ts';
import { patterns } from './patterns.ts';
import { escapeProblems, textOf } from './text.ts';

// Nearly every text is written as cogx is written. It is read here, in a tenth of the time that the parser needs to come
// to be; at the first thing that is not plainly right this reader gives up, and the parser says what is wrong and reads all.

/** The tree that the parser would make; undefined where the parser must decide. */
export const readQuickly = (text: string): File | undefined => {
  const cursor: Cursor = { text, at: 0, depth: 0, comments: [] };
  const items = readItems(cursor);
  if (!items || cursor.at < text.length) return undefined;
  return { kind: 'file', span: { start: 0, end: text.length }, items, comments: cursor.comments };
};

type Cursor = { readonly text: string; at: number; depth: number; readonly comments: Comment[] };

const sticky = (pattern: RegExp): RegExp => new RegExp(pattern.source, 'y');
const comment = sticky(patterns.comment);
const word = sticky(patterns.word);
const size = sticky(patterns.size);
const numeral = sticky(patterns.numeral);
const percent = sticky(patterns.percent);
const reference = sticky(patterns.reference);
const oneLine = sticky(patterns.text);
const longText = sticky(patterns.longText);

/** Deeper brackets are the parser's business. */
const deepest = 50;

/** What a pattern matches here; it is passed over. */
const take = (cursor: Cursor, pattern: RegExp): string | undefined => {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at = pattern.lastIndex;
  return found;
};

/** Passes over a letter, where it is the next one. */
const takes = (cursor: Cursor, letter: string): boolean => {
  if (cursor.text[cursor.at] !== letter) return false;
  cursor.at += 1;
  return true;
};

/** Passes over spaces and comments, and gives the letter that follows; empty at the end. */
const next = (cursor: Cursor): string => {
  for (;;) {
    const letter = cursor.text[cursor.at] ?? '';
    if (letter === ' ' || letter === '\t') cursor.at += 1;
    else if (letter === '#' || letter === '/') {
      const start = cursor.at;
      const image = take(cursor, comment);
      if (image === undefined) return letter;
      cursor.comments.push(commentAt(image, start));
    } else return letter;
  }
};

/** Passes over separators and what stands between them; whether there was one. */
const separated = (cursor: Cursor): boolean => {
  let found = false;
  for (let letter = next(cursor); letter === '\n' || letter === '\r' || letter === ','; letter = next(cursor)) {
    cursor.at += 1;
    found = true;
  }
  return found;
};

/** Parts with separators between them, up to the end of what is around them. */
const readParts = <Part>(cursor: Cursor, read: (cursor: Cursor) => Part | undefined): Part[] | undefined => {
  const parts: Part[] = [];
  separated(cursor);
  for (let letter = next(cursor); letter !== '' && letter !== '}' && letter !== ']'; letter = next(cursor)) {
    const part = read(cursor);
    if (part === undefined) return undefined;
    parts.push(part);
    if (separated(cursor)) continue;
    const after = next(cursor);
    return after === '' || after === '}' || after === ']' ? parts : undefined;
  }
  return parts;
};

/** Parts between brackets, of which the first is passed over. */
const readBetween = <Part>(
  cursor: Cursor,
  close: string,
  read: (cursor: Cursor) => Part | undefined,
): Part[] | undefined => {
  if (cursor.depth === deepest) return undefined;
  cursor.depth += 1;
  const parts = readParts(cursor, read);
  cursor.depth -= 1;
  return takes(cursor, close) ? parts : undefined;
};

const readItems = (cursor: Cursor): Item[] | undefined => readParts(cursor, readItem);

const readItem = (cursor: Cursor): Item | undefined => {
  const start = cursor.at;
  const name = readName(cursor);
  if (!name) return undefined;
  if (!name.quoted && (name.text === 'let' || name.text === 'param')) return readDefinition(cursor, name.text, start);
  if (!name.quoted && name.text === 'use') {
    const path = next(cursor) === '"' ? readText(cursor) : undefined;
    return path && { kind: 'use', span: { start, end: cursor.at }, path };
  }
  return readEntry(cursor, name);
};

const readDefinition = (cursor: Cursor, keyword: Definition['keyword'], start: number): Definition | undefined => {
  next(cursor);
  const name = readName(cursor);
  const value = name && readAssigned(cursor);
  return value && { kind: 'definition', span: { start, end: value.span.end }, keyword, name, value };
};

const readEntry = (cursor: Cursor, name: Name): Block | Property | undefined => {
  const { start } = name.span;
  const labelled = next(cursor) !== '=' && cursor.text[cursor.at] !== '{';
  const label = labelled ? readName(cursor) : undefined;
  if (labelled && !label) return undefined;
  const end = cursor.at;
  const head = { name, ...(label && { label }) };
  const letter = next(cursor);
  if (letter === '{') {
    const brace = cursor.at++;
    const items = readBetween(cursor, '}', readItem);
    const span = { start, end: cursor.at };
    return items && { kind: 'block', span, ...head, body: { start: brace, end: cursor.at }, items };
  }
  if (letter !== '=') return label && { kind: 'block', span: { start, end }, ...head, items: [] };
  if (!name.quoted && name.text.includes('.')) return undefined;
  const value = readAssigned(cursor);
  return value && { kind: 'property', span: { start, end: value.span.end }, ...head, value };
};

/** `= 81` */
const readAssigned = (cursor: Cursor): Value | undefined => {
  next(cursor);
  if (!takes(cursor, '=')) return undefined;
  next(cursor);
  return readValue(cursor);
};

const readName = (cursor: Cursor): Name | undefined => {
  const start = cursor.at;
  if (cursor.text[start] === '"') {
    const text = readText(cursor);
    return text && { kind: 'name', span: text.span, text: text.text, quoted: true };
  }
  const text = take(cursor, word);
  return text === undefined ? undefined : { kind: 'name', span: { start, end: cursor.at }, text, quoted: false };
};

const readText = (cursor: Cursor): Text | undefined => {
  const start = cursor.at;
  const image = take(cursor, cursor.text.startsWith('"""', start) ? longText : oneLine);
  if (image === undefined) return undefined;
  if (image.includes('\\')) for (const _ of escapeProblems(image, start)) return undefined;
  return { kind: 'text', span: { start, end: cursor.at }, text: textOf(image) };
};

const readValue = (cursor: Cursor): Value | undefined => {
  const start = cursor.at;
  const letter = cursor.text[start] ?? '';
  if (letter === '"') return readText(cursor);
  if (letter === '[') return readList(cursor);
  if (letter === '$') {
    const name = take(cursor, reference)?.slice(1);
    return name === undefined ? undefined : { kind: 'reference', span: { start, end: cursor.at }, name };
  }
  if (/[0-9.-]/.test(letter)) return readNumber(cursor);
  const text = take(cursor, word);
  return text === undefined ? undefined : { kind: 'word', span: { start, end: cursor.at }, text };
};

const readList = (cursor: Cursor): List | undefined => {
  const start = cursor.at++;
  const items = readBetween(cursor, ']', readValue);
  return items && { kind: 'list', span: { start, end: cursor.at }, items };
};

/** `1360x768`, `81`, `16 fps`, `10 %` */
const readNumber = (cursor: Cursor): Value | undefined => {
  const start = cursor.at;
  const [width, height] = take(cursor, size)?.split('x') ?? [];
  if (width) return { kind: 'size', span: { start, end: cursor.at }, width: Number(width), height: Number(height) };
  const image = take(cursor, numeral);
  if (image === undefined) return undefined;
  const number = Number(image);
  const span: Span = { start, end: cursor.at };
  next(cursor);
  const unit = take(cursor, percent) ?? take(cursor, word);
  return unit === undefined
    ? { kind: 'quantity', span, number }
    : { kind: 'quantity', span: { start, end: cursor.at }, number, unit };
};
