import { createToken, type ITokenConfig, Lexer, type TokenType } from 'chevrotain';
import { end, patterns } from './patterns.ts';

const token = (name: string, label: string, rest: Omit<ITokenConfig, 'name' | 'label'>): TokenType =>
  createToken({ name, label, line_breaks: false, ...rest });

const abstract = (name: string, label: string, categories: TokenType[] = []): TokenType =>
  token(name, label, { pattern: Lexer.NA, categories });

// Kinds of tokens that a rule asks for, whatever their look.
export const Separator = abstract('Separator', 'a new line or a comma');
export const Name = abstract('Name', 'a name');
export const Unit = abstract('Unit', 'a unit');

// What separates items. A run of empty lines is one token.
export const Newline = token('Newline', 'a new line', {
  pattern: /[\r\n]\s*/,
  line_breaks: true,
  categories: [Separator],
});
export const Comma = token('Comma', '`,`', { pattern: ',', categories: [Separator] });

const Space = token('Space', 'a space', { pattern: /[^\S\r\n]+/, group: Lexer.SKIPPED });
export const Comment = token('Comment', 'a comment', {
  pattern: patterns.comment,
  line_breaks: true,
  group: 'comments',
});

export const LeftBrace = token('LeftBrace', '`{`', { pattern: '{' });
export const RightBrace = token('RightBrace', '`}`', { pattern: '}' });
export const LeftBracket = token('LeftBracket', '`[`', { pattern: '[' });
export const RightBracket = token('RightBracket', '`]`', { pattern: ']' });
export const Equals = token('Equals', '`=`', { pattern: '=' });

export const Word = token('Word', 'a word such as cover', {
  pattern: patterns.word,
  categories: [Name, Unit],
});
const keyword = (name: string, word: string): TokenType =>
  token(name, `\`${word}\``, { pattern: new RegExp(`${word}${end}`), categories: [Word] });
export const Use = keyword('Use', 'use');
export const Let = keyword('Let', 'let');
export const Param = keyword('Param', 'param');

export const Size = token('Size', 'a size such as 1360x768', { pattern: patterns.size });
export const Numeral = token('Numeral', 'a number such as 81', {
  pattern: patterns.numeral,
});
export const Percent = token('Percent', '`%`', { pattern: patterns.percent, categories: [Unit] });
export const Reference = token('Reference', 'a reference such as $warmup', {
  pattern: patterns.reference,
});

export const Text = token('Text', 'a text such as "birds"', {
  pattern: patterns.text,
  categories: [Name],
});
export const LongText = token('LongText', 'a text of several lines', {
  pattern: patterns.longText,
  line_breaks: true,
  categories: [Text],
});

// Mistakes that are known by their look. The parser takes each for what was meant; `slips.ts` says what is wrong.
/** Ends before the first line that looks like an item or a closing brace. */
export const UnclosedLongText = token('UnclosedLongText', 'a text', {
  pattern: /"""[^\r\n]*(?:[\r\n]+(?![ \t]*(?:\}|[A-Za-z_]\w*[ \t]*(?:=|\{|[ \t][\w."-]*[ \t]*\{)))[^\r\n]*)*/,
  line_breaks: true,
  categories: [Text],
});
/** Leaves to others what follows it on its line: brackets at the end, a comment, the next property. */
export const UnclosedText = token('UnclosedText', 'a text', {
  pattern: /"(?:(?![ \t,\]}{]{0,40}(?:[ \t]#|(?![^\r\n]))|[ \t]{0,40},[ \t]{0,40}\w{1,40}[ \t]{0,40}=)[^\r\n])*/,
  categories: [Text],
});
/** The mark alone: what follows is read, for nobody knows where the comment was to end. */
export const UnclosedComment = token('UnclosedComment', 'a comment', { pattern: '/*', group: 'comments' });
export const Colon = token('Colon', '`:`', { pattern: ':', categories: [Equals] });
export const Semicolon = token('Semicolon', '`;`', { pattern: ';', categories: [Separator] });
/** `data/*.mp4`, `birds.`, `größe`, `'birds'`, `@`: a run of letters that only quotes could hold. */
export const Loose = token('Loose', 'a text', {
  pattern: /(?:[^\s,;:{}[\]"=#']+|'[^'\r\n]*'|'|:(?=[/\\])|(?<=\d):(?=\d))+/,
  categories: [Name, Unit],
});

/** In the order in which they are tried. */
export const tokens: TokenType[] = [
  ...[Space, Newline, Comma, Comment, UnclosedComment],
  ...[LeftBrace, RightBrace, LeftBracket, RightBracket, Equals],
  ...[Use, Let, Param, Word, Size, Numeral, Percent, Reference],
  ...[LongText, UnclosedLongText, Text, UnclosedText],
  ...[Loose, Colon, Semicolon],
  ...[Separator, Name, Unit],
];
