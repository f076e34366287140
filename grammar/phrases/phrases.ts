import { shown } from '../problem.ts';
import { round, several, tuple } from './brackets.ts';
import { type Phrase, write } from './phrase.ts';

/** `＝`, `｛`, `８１`: what an input method for Chinese or Japanese makes. */
const wide: Phrase = {
  code: 'foreign-mark',
  pattern: /[^\s\ue000]{0,80}[\uff01-\uff5e][^\s\ue000]{0,80}/gu,
  say: (written) => {
    const text = written.normalize('NFKC').replaceAll(':', ' =').trim();
    const message = `\`${shown(written)}\` is written in full-width letters.`;
    return { message, help: write(text), text, safety: 'safe' };
  },
};

/** Letters without width, which web pages and chats put between others. */
const unseen: Phrase = {
  code: 'stray-character',
  pattern: /[^\s\ue000,;:{}[\]"=#]{0,80}[\u00ad\u200b-\u200f\u2060-\u2064][^\s\ue000,;:{}[\]"=#]{0,80}/gu,
  say: (written) => {
    const text = written.replaceAll(/[\u00ad\u200b-\u200f\u2060-\u2064]/g, '');
    const [letter = ''] = /[\u00ad\u200b-\u200f\u2060-\u2064]/.exec(written) ?? [];
    const code = `U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
    const message = `A letter that nobody sees, ${code}, stands ${text === '' ? 'here' : `in \`${shown(text)}\``}.`;
    return { message, help: text === '' ? 'Remove it.' : `Write \`${shown(text)}\` anew.`, text, safety: 'safe' };
  },
};

/** `==`, `:=`, `->`: where one `=` stands. */
const operator: Phrase = {
  code: 'foreign-mark',
  pattern: /(?<=[^\s=][ \t]{0,9})(?:={2,6}(?!=)|:=|=>|->|<-|\+=|→)(?=[ \t]*\S)/gu,
  say: (written) => ({
    message: `\`${written}\` stands where cogx has \`=\`.`,
    help: 'Write `=`.',
    text: '=',
    safety: written === '+=' ? 'unsafe' : 'safe',
  }),
};

/** `3,000 steps`, `0,0001` */
const comma: Phrase = {
  code: 'foreign-mark',
  pattern: /(?<=[=:][ \t]{0,9})\d+(?:,\d+)+(?:e[+-]?\d+)?(?![\w,.])/giu,
  say: (written) => {
    const isLarge = /^[1-9]\d{0,2}(,\d{3})+$/.test(written);
    if (!isLarge && written.split(',').length > 2) return undefined;
    const text = written.replaceAll(',', isLarge ? '' : '.');
    const message = `\`${shown(written)}\` has a comma in it, and a comma ends a value.`;
    const help = isLarge ? `Write \`${text}\`, or \`${written.replace(',', '.')}\` for a fraction.` : write(text);
    return { message, help, text, safety: isLarge ? 'unsafe' : 'safe' };
  },
};

const seconds: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

/** `5 min 30 s`, `1 h 30 min` */
const time: Phrase = {
  code: 'unquoted-text',
  pattern: /\d+ ?(?:d|h|min|m|s)[a-z]*(?: ?\d+ ?(?:min|m|h|s)[a-z]*){1,2}(?![\w])/gu,
  say: (written) => {
    if (/^\d+h\d+m(in)?$/.test(written)) return undefined;
    const parts = [...written.matchAll(/(\d+) ?([a-z])/g)];
    const total = parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (seconds[unit] ?? 0), 0);
    const text = total % 3600 === 0 ? `${total / 3600} h` : total % 60 === 0 ? `${total / 60} min` : `${total} s`;
    const message = `\`${shown(written)}\` is a time in ${parts.length} parts, and a value has one unit.`;
    return { message, help: write(text), text, safety: 'safe' };
  },
};

/** `1360 × 768`, `1360 * 768`, `1360 by 768` */
const size: Phrase = {
  code: 'unquoted-text',
  pattern: /\d{2,5}[ \t]+(?:×|\*|by)[ \t]+\d{2,5}(?![\w.])/gu,
  say: (written) => {
    const text = written.replace(/[^\d]+/, 'x');
    const message = `\`${shown(written)}\` is no value of cogx.`;
    return {
      message,
      help: `Write a size without spaces: \`${text}\`.`,
      text,
      safety: /×/.test(written) ? 'safe' : 'unsafe',
    };
  },
};

/** `“a bird flies”`, `‘a dog’`, `«ein Vogel»`, `` `clips` `` */
const quotes: Phrase = {
  code: 'foreign-mark',
  pattern: /“[^“”"\r\n]*[”“"]|„[^“”"\r\n]*[”“"]|«[^»"\r\n]*»|‘[^‘’"\r\n]*’|`[^`"\r\n]*`/gu,
  say: (written) => {
    const text = JSON.stringify(written.slice(1, -1));
    const message = `\`${shown(written)}\` has quotes that cogx does not know.`;
    return { message, help: `Write ${shown(text)}.`, text, safety: 'safe' };
  },
};

/** `f"clips"`, `r"D:\\clips"` */
const prefix: Phrase = {
  code: 'foreign-mark',
  pattern: /(?<=[=[,][ \t]{0,9})(?:[fFrRbu]|@|L)\ue000+/gu,
  say: (written) => {
    const text = written.slice(1);
    const message = `\`${written.charAt(0)}\` stands before a text, and cogx knows one kind of texts.`;
    return {
      message,
      help: `Write ${shown(text)}.`,
      text,
      safety: written.includes('{') || written.includes('\\') ? 'unsafe' : 'safe',
    };
  },
};

/** `16 frames per second`, `10 percent` */
const rate: Phrase = {
  code: 'unquoted-text',
  pattern: /\d+(?:\.\d+)? ?(?:frames? ?(?:per|\/) ?(?:second|sec|s))(?![\w])/giu,
  say: (written) => {
    const text = `${Number.parseFloat(written)} fps`;
    return { message: `\`${shown(written)}\` is no value of cogx.`, help: write(text), text, safety: 'safe' };
  },
};

/** `2 * 500 steps`, `"a" + "b"`: nothing is computed in a file. */
const sum: Phrase = {
  code: 'not-a-value',
  pattern: /(?<=[=:][ \t]{0,9})(?:\$?[\w.]+|\ue000+)(?:[ \t]+[-+*/?][ \t]+(?:\$?[\w.]+|\ue000+))+/gu,
  say: (written) => {
    const [, one, mark, other] = /^([\d.]+)[ \t]+([-+*/])[ \t]+([\d.]+)$/.exec(written) ?? [];
    const message = `\`${shown(written)}\` is a formula, and nothing is computed in a file.`;
    if (mark === undefined) return { message, help: 'Write the value itself.' };
    const [a, b] = [Number(one), Number(other)];
    const value = mark === '+' ? a + b : mark === '-' ? a - b : mark === '*' ? a * b : a / b;
    const text = `${Number(value.toPrecision(6))}`;
    return Number.isFinite(value)
      ? { message, help: write(text), text, safety: 'safe' }
      : { message, help: 'Write the value itself.' };
  },
};

/** `8 if cluster.nodes > 1 else 4` */
const condition: Phrase = {
  code: 'not-a-value',
  pattern:
    /(?<==[ \t]{0,9})[^\s{}=,][^\r\n{}=,]{0,80}?[ \t]if[ \t][^\r\n{}]{1,80}?[ \t]else[ \t][^\r\n{},]{0,80}[^\s{},]/gu,
  say: (written) => ({
    message: `\`${shown(written)}\` is a condition, and nothing is decided in a file.`,
    help: 'Write the value itself, and what differs in a block of its own: `profile small { … }`.',
  }),
};

/** `; a remark`, `-- a remark`, `<!-- a remark -->`: a line of its own. */
const remark: Phrase = {
  code: 'foreign-mark',
  pattern: /(?<=(?:^|[\r\n])[ \t]{0,40})(?:;+|--|%+|<!--|REM)[ \t]+\S[^\r\n]*(?<=\S)/gu,
  say: (written) => {
    const [mark = ''] = /^\S+/.exec(written) ?? [];
    return { message: `\`${mark}\` begins no comment in cogx.`, help: 'Begin it with `#`.', text: '' };
  },
};

/** In the order in which they are looked for: a part of a text is one phrase. */
export const phrases: readonly Phrase[] = [
  ...[remark, unseen, wide, quotes, prefix],
  ...[condition, round, comma, several, time, size, rate, tuple, sum, operator],
];
