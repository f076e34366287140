import type { IToken } from 'chevrotain';
import { fromPhrase, type Phrase } from './phrases/phrase.ts';
import { phrases } from './phrases/phrases.ts';
import type { Problem } from './problem.ts';

/** Words of several tokens that other languages, keyboards and word processors make: each is told once, as a whole. */
export type PhraseAt = {
  readonly problem: Problem;
  /** What is read in its place; undefined where its first token is. */
  readonly text: string | undefined;
};

type Region = { readonly start: number; readonly end: number };

/** Phrases of a text, in its order. A token belongs to one, and to the whole of it. */
export const phrasesIn = (text: string, tokens: readonly IToken[]): readonly PhraseAt[] => {
  const masked = masking(text, tokens);
  const places = new Map(tokens.map(({ startOffset }, index) => [startOffset, index]));
  const claimed = new Set<number>();
  const found: PhraseAt[] = [];
  for (const phrase of phrases) {
    for (const match of masked.matchAll(phrase.pattern)) {
      const span = { start: match.index, end: match.index + match[0].length };
      const own = tokensWithin(tokens, places.get(span.start) ?? tokens.length, span.end);
      const at = own.length > 0 && !own.some((index) => claimed.has(index)) ? phraseAt(text, phrase, span) : undefined;
      if (!at) continue;
      for (const index of own) claimed.add(index);
      found.push(at);
    }
  }
  return found.sort((one, other) => one.problem.span.start - other.problem.span.start);
};

/** The tokens from one on that fill a place up to its end; none where the last one goes on. */
const tokensWithin = (tokens: readonly IToken[], from: number, end: number): readonly number[] => {
  const own: number[] = [];
  let last = -1;
  for (let index = from; (tokens[index]?.startOffset ?? end) < end; index += 1) {
    const { startOffset, image } = tokens[index] as IToken;
    last = startOffset + image.length;
    own.push(index);
  }
  return last === end ? own : [];
};

const phraseAt = (text: string, phrase: Phrase, span: Region): PhraseAt | undefined => {
  const written = text.slice(span.start, span.end);
  const said = fromPhrase(phrase, written);
  if (!said) return undefined;
  const { text: own, safety, ...saying } = said;
  const mend = own === undefined || safety === undefined ? undefined : { safety, edits: [{ span, text: own }] };
  const fits = own !== undefined && own.length <= written.length;
  return { problem: { ...saying, span, reach: span, ...(mend ? { mend } : {}) }, text: fits ? own : undefined };
};

/** The text with other letters in its texts and comments, so that nothing is found there. */
const masking = (text: string, tokens: readonly IToken[]): string => {
  let masked = '';
  for (const { startOffset, image } of tokens) {
    // What stands between tokens is white space, and comments.
    const between = text.slice(masked.length, startOffset);
    masked += /\S/.test(between) ? between.replace(/[^\r\n]/g, ' ') : between;
    masked += image.startsWith('"') ? image.replace(/[^\r\n]/g, '\ue000') : image;
  }
  return masked;
};

/** Tokens with what each phrase is read as in its place. */
export const withPhrases = (
  tokens: IToken[],
  found: readonly PhraseAt[],
  tokensOf: (text: string) => IToken[],
): IToken[] => {
  if (found.length === 0) return tokens;
  let at = 0;
  return tokens.flatMap((token) => {
    while (token.startOffset >= (found[at]?.problem.span.end ?? Number.POSITIVE_INFINITY)) at += 1;
    const phrase = found[at];
    if (!phrase || token.startOffset < phrase.problem.span.start) return [token];
    if (token.startOffset > phrase.problem.span.start) return [];
    if (phrase.text === undefined) return [token];
    return tokensOf(phrase.text).map((each) => ({ ...each, startOffset: each.startOffset + token.startOffset }));
  });
};
