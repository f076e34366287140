import type { IToken, TokenType } from 'chevrotain';
import { fromElsewhere } from './elsewhere.ts';
import { spanOf, withoutQuotes } from './nodes.ts';
import { type Finding, type Saying, shown } from './problem.ts';
import { escapeProblems } from './text.ts';
import * as t from './tokens.ts';

/** Tokens that are mistakes whatever they say. */
const mistakes = new Map<TokenType, Saying>([
  [t.Colon, { code: 'foreign-mark', message: '`:` stands where cogx has `=`.', help: 'Write `=`.' }],
  [
    t.Semicolon,
    { code: 'foreign-mark', message: '`;` is no mark of cogx.', help: 'Begin a new line, or write a comma.' },
  ],
  [
    t.UnclosedText,
    { code: 'unclosed-text', message: 'A text has no closing quote.', help: 'Close it with `"` on its line.' },
  ],
  [
    t.UnclosedLongText,
    { code: 'unclosed-text', message: 'A text of several lines has no closing quotes.', help: 'Close it with `"""`.' },
  ],
  [
    t.UnclosedComment,
    { code: 'unclosed-comment', message: 'A comment has no end.', help: 'Close it with `*/`, or begin it with `#`.' },
  ],
]);

/** What is wrong with a token by its look alone. */
export function* slips(token: IToken): Iterable<Finding> {
  const saying = token.tokenType === t.Loose ? loose(token.image) : mistakes.get(token.tokenType);
  const isLong = token.tokenType === t.UnclosedLongText;
  const { start, end } = spanOf(token);
  if (saying) yield { ...saying, span: { start, end: isLong ? start + 3 : end } };
  else if (token.image.startsWith('"')) yield* escapeProblems(token.image, start);
}

/** A run of letters that is neither a word nor a number. */
const loose = (image: string): Saying => {
  const said = shown(image);
  const elsewhere = fromElsewhere(image);
  if (elsewhere) return { code: 'unquoted-text', message: `\`${said}\` is no value of cogx.`, help: elsewhere.help };
  const quoted = JSON.stringify(withoutQuotes(image));
  if (!/[\p{L}\p{N}]/u.test(image)) {
    return ofMark(image, said);
  }
  if (/^['‘“„]/.test(image)) {
    return {
      code: 'foreign-mark',
      message: `\`${said}\` has quotes that cogx does not know.`,
      help: `Write ${quoted}.`,
    };
  }
  if (/^[A-Za-z_][\w.-]*[.-]$/.test(image)) {
    const [last, word] = [image.endsWith('.') ? 'a dot' : 'a hyphen', image.replace(/[.-]+$/, '')];
    const help = `Write \`${word}\`, or quote it: ${quoted}.`;
    return { code: 'word-end', message: `\`${said}\` ends in ${last}, which no word does.`, help };
  }
  const message = `\`${said}\` is neither a word nor a number.`;
  if (/^\d[\d_']*\d$/.test(image)) {
    return {
      code: 'unquoted-text',
      message,
      help: `Write \`${image.replaceAll(/[_']/g, '')}\`, or quote it: ${quoted}.`,
    };
  }
  return { code: 'unquoted-text', message, help: quoted.length > 120 ? 'Quote it.' : `Quote it: ${quoted}.` };
};

/** Neither a letter nor a digit. */
const ofMark = (image: string, said: string): Saying => {
  const code = 'stray-character';
  if (/^(<{7}|>{7})$/.test(image)) {
    const help = 'Keep one of the two versions, and remove the marks.';
    return { code, message: `\`${said}\` is the mark of a merge that is not finished.`, help };
  }
  const message = `\`${said}\` means nothing here.`;
  if (image === '-') return { code, message, help: 'Remove it; a list stands in brackets: `[1, 2]`.' };
  return { code, message, help: 'Remove it, or quote the text that it belongs to.' };
};
