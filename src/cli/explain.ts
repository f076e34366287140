import { nearest } from '../diagnostics/suggest.ts';
import { allCodes, explain as page } from '../explain.ts';
import { rules } from '../rules/rules.ts';
import { type Command, exit, misused, say } from './command.ts';

/** The page of a finding, offline; without a code, all codes. */
export const explain: Command = {
  usage: '[CODE]',
  about: 'Why it matters, how it looks, how it is cured. Without a code, all codes.',
  words: [0, 1],
  flags: {},
  run: async ({ words: [code] }) => {
    const text = code === undefined ? allCodes() : page(code);
    if (text === undefined) {
      const near = nearest(
        code ?? '',
        rules.map((rule) => rule.code),
      );
      return misused(`There is no finding ${code}.${near ? ` Did you mean ${near}?` : ''}`, 'explain');
    }
    say(text);
    return exit.fine;
  },
};
