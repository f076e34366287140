import type { Mend, Saying } from '../problem.ts';

/** What a phrase says, and what cogx has for it. */
type Said = {
  readonly message: string;
  readonly help: string;
  readonly text?: string;
  readonly safety?: Mend['safety'];
};

export type Phrase = {
  readonly code: string;
  /** Asked of a text whose own texts and comments are other letters. */
  readonly pattern: RegExp;
  readonly say: (written: string) => Said | undefined;
};

export const fromPhrase = ({ code, say }: Phrase, written: string): (Saying & Said) | undefined => {
  const said = say(written);
  return said && { code, ...said };
};

export const write = (text: string): string => `Write \`${text}\`.`;
