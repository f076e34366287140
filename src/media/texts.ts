import { add, type Counting, type Group, group } from './group.ts';
import type { Clip } from './inventory.ts';

/** What the captions of a dataset are like, counted in one pass over the clips that give samples. */
export type Texts = {
  /** Clips whose captions are all shorter than five words. */
  readonly short: Group;
  /** Clips with a caption of more words than the model reads tokens: each word is one at least. */
  readonly long: Group;
  /** A caption that may be that of most clips, and how many clips have it at least (a vote: every other caption takes one away). */
  readonly common: string;
  readonly common_at_least: number;
};

const fewWords = 5;

export const noTexts = (): Counting<Texts> => ({ short: group(), long: group(), common: '', common_at_least: 0 });

export const countTexts = (texts: Counting<Texts>, { path, captions }: Clip, tokens: number): void => {
  const lengths = captions.map(({ text }) => wordsOf(text));
  if (lengths.every((words) => words < fewWords)) add(texts.short, path);
  if (lengths.some((words) => words > tokens)) add(texts.long, path);
  vote(texts, captions[0]?.text ?? '');
};

/** Chinese and Japanese have no spaces between words: there every two letters are taken for one. */
const wordsOf = (text: string): number => {
  const ideographs = text.match(/[\u3040-\u30ff\u3400-\u9fff]/g)?.length ?? 0;
  const rest = text.replace(/[\u3040-\u30ff\u3400-\u9fff]/g, ' ').match(/\S+/g)?.length ?? 0;
  return rest + Math.ceil(ideographs / 2);
};

const vote = (texts: Counting<Texts>, text: string): void => {
  if (texts.common === text) texts.common_at_least++;
  else if (texts.common_at_least > 0) texts.common_at_least--;
  else {
    texts.common = text;
    texts.common_at_least = 1;
  }
};
