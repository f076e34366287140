import { shown } from '../problem.ts';
import { type Phrase, write } from './phrase.ts';

/** `(0.9, 0.95)`, `("a bird", "a dog")` */
export const tuple: Phrase = {
  code: 'foreign-mark',
  pattern: /(?<=[=:][ \t]{0,9})\([ \t]*(?:[-\w.%]+|\ue000+)(?:[ \t]*,[ \t]*(?:[-\w.%]+|\ue000+))*[ \t]*,?[ \t]*\)/gu,
  say: (written) => {
    const text = `[${written.slice(1, -1).trim().replace(/,$/, '')}]`;
    const message = `\`${shown(written)}\` has brackets that cogx does not know.`;
    return { message, help: write(shown(text)), text, safety: 'safe' };
  },
};

/** `betas = 0.9, 0.999`, `prompts = "a bird", "a dog"`: where no value of a name of its own follows. */
export const several: Phrase = {
  code: 'foreign-mark',
  pattern:
    /(?<==[ \t]{0,9})(?:-?[\d.][\w.%-]*|\ue000+)(?:[ \t]*,[ \t]*(?:-?[\d.][\w.%-]*|\ue000+))+(?=[ \t]*(?:[\r\n}]|$|,[ \t]*[A-Za-z_]))/gu,
  say: (written) => {
    const text = `[${written}]`;
    const message = `\`${shown(written)}\` are several values, which stand in brackets.`;
    return { message, help: write(shown(text)), text, safety: 'safe' };
  },
};

/** `dataset birds (videos = "birds")`, on one line or several */
export const round: Phrase = {
  code: 'foreign-mark',
  pattern:
    /(?<=(?:^|[\r\n{,;])[ \t]{0,40}[A-Za-z_]\w{0,40}(?:[ \t]{1,9}[A-Za-z_][\w.-]{0,40})?[ \t]{1,9})\((?:[ \t]*\w+[ \t]*=[^()\r\n]*\)|(?=[ \t]*[\r\n]))|(?<=[\r\n][ \t]{0,40})\)(?=[ \t]*(?:[\r\n]|$))/gu,
  say: (written) => {
    const text = written.replace(/^\(/, '{').replace(/\)$/, '}');
    const message =
      written.length === 1
        ? `\`${written}\` stands where cogx has \`${text}\`.`
        : `\`${shown(written)}\` has brackets that cogx does not know.`;
    return { message, help: write(shown(text)), text, safety: 'safe' };
  },
};
