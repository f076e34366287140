import type { IToken } from 'chevrotain';
import { type Problem, shown } from './problem.ts';
import { escapeProblems } from './text.ts';
import { Colon, LongText, Loose, Semicolon, Text, UnclosedComment, UnclosedLongText, UnclosedText } from './tokens.ts';

/** What is wrong with a token by its look alone. */
export function* slips(token: IToken): Iterable<Problem> {
  const start = token.startOffset;
  const span = { start, end: start + token.image.length };
  switch (token.tokenType) {
    case Text:
    case LongText:
      if (token.image.includes('\\')) yield* escapeProblems(token.image, start);
      return;
    case UnclosedText:
      yield {
        code: 'unclosed-text',
        message: 'A text has no closing quote.',
        help: 'Close it with `"` on its line.',
        span,
      };
      return;
    case UnclosedLongText:
      yield {
        code: 'unclosed-text',
        message: 'A text of several lines has no closing quotes.',
        help: 'Close it with `"""`.',
        span: { start, end: start + 3 },
      };
      return;
    case UnclosedComment:
      yield {
        code: 'unclosed-comment',
        message: 'A comment has no end.',
        help: 'Close it with `*/`, or begin it with `#`.',
        span,
      };
      return;
    case Colon:
      yield { code: 'foreign-mark', message: '`:` stands where cogx writes `=`.', help: 'Write `=`.', span };
      return;
    case Semicolon:
      yield {
        code: 'foreign-mark',
        message: '`;` separates nothing in cogx.',
        help: 'Begin a new line, or write a comma.',
        span,
      };
      return;
    case Loose:
      yield { ...loose(token.image), span };
  }
}

/** A run of letters that is neither a word nor a number. */
const loose = (image: string): Omit<Problem, 'span'> => {
  const said = shown(image);
  const quoted = JSON.stringify(image.replace(/^['‘“„]|['’”]$/g, ''));
  if (!/[\p{L}\p{N}]/u.test(image)) {
    return {
      code: 'stray-character',
      message: `\`${said}\` means nothing here.`,
      help: `Remove it, or quote the text that it belongs to.`,
    };
  }
  if (/^['‘“„]/.test(image)) {
    return {
      code: 'foreign-mark',
      message: `\`${said}\` has quotes that cogx does not know.`,
      help: `Write ${quoted}.`,
    };
  }
  if (/^[A-Za-z_][\w.-]*[.-]$/.test(image)) {
    const last = image.endsWith('.') ? 'a dot' : 'a hyphen';
    return {
      code: 'word-end',
      message: `\`${said}\` ends in ${last}.`,
      help: `Write \`${image.replace(/[.-]+$/, '')}\`, or quote it: ${quoted}.`,
    };
  }
  return {
    code: 'unquoted-text',
    message: `\`${said}\` is neither a word nor a number.`,
    help: `Quote it: ${quoted}.`,
  };
};
