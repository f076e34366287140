import { add, type Counting, type Group, group } from './group.ts';
import type { Clip } from './inventory.ts';
import { isOtherLanguage, isOtherScript, wordsOf } from './language.ts';
import { isMarkup, isOpening, isRefusal, saysItsName } from './slips.ts';

/** What the captions of a dataset are like, counted in one pass over the clips that give samples. */
export type Texts = {
  /** Clips whose captions are all shorter than five words. */
  readonly short: Group;
  /** Clips with a caption of more words than the model reads tokens: each word is one at least. */
  readonly long: Group;
  /** Clips with a caption in which a language model refuses, and with one that holds markup, an address or a hole. */
  readonly refused: Group;
  readonly marked: Group;
  /** Clips whose captions begin as language models do: "The video shows". */
  readonly opened: Group;
  /** Clips whose captions are in letters of another script, and in another language with Latin letters. */
  readonly other_script: Group;
  readonly other_language: Group;
  /** Clips whose caption is the name of their file. */
  readonly named: Group;
  /** Clips whose captions hold the trigger already, before which it is put again. */
  readonly triggered: Group;
  /** A caption that may be that of most clips, and how many clips have it at least (a vote: every other caption takes one away). */
  readonly common: string;
  readonly common_at_least: number;
};

const fewWords = 5;

export const noTexts = (): Counting<Texts> => ({
  short: group(),
  long: group(),
  refused: group(),
  marked: group(),
  opened: group(),
  other_script: group(),
  other_language: group(),
  named: group(),
  triggered: group(),
  common: '',
  common_at_least: 0,
});

/** How the model and the dataset take the captions. */
type Taken = { readonly tokens: number; readonly trigger: string | null };

export const countTexts = (texts: Counting<Texts>, { path, captions }: Clip, { tokens, trigger }: Taken): void => {
  countSlips(texts, path, !trigger ? captions : captions.map(({ text }) => ({ text: written(text, trigger) })));
  if (trigger && captions.every(({ text }) => holds(written(text, trigger), trigger))) add(texts.triggered, path);
  const lengths = captions.map(({ text }) => wordsOf(text));
  if (lengths.every((words) => words < fewWords)) add(texts.short, path);
  if (lengths.some((words) => words > tokens)) add(texts.long, path);
  vote(texts, captions[0]?.text ?? '');
};

/** A caption as it was before the trigger was put before it. */
const written = (text: string, trigger: string): string =>
  text.startsWith(`${trigger} `) ? text.slice(trigger.length + 1) : text;

/** As a whole word, however it is written. */
const holds = (text: string, trigger: string): boolean =>
  ` ${text.toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, ' ')} `.includes(
    ` ${trigger.toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, ' ')} `,
  );

const countSlips = (texts: Counting<Texts>, path: string, captions: readonly { readonly text: string }[]): void => {
  if (captions.some(({ text }) => isRefusal(text))) add(texts.refused, path);
  if (captions.some(({ text }) => isMarkup(text))) add(texts.marked, path);
  if (captions.every(({ text }) => isOpening(text))) add(texts.opened, path);
  if (captions.every(({ text }) => isOtherScript(text))) add(texts.other_script, path);
  else if (captions.every(({ text }) => isOtherLanguage(text))) add(texts.other_language, path);
  if (captions.every(({ text }) => saysItsName(text, path))) add(texts.named, path);
};

const vote = (texts: Counting<Texts>, text: string): void => {
  if (texts.common === text) texts.common_at_least++;
  else if (texts.common_at_least > 0) texts.common_at_least--;
  else {
    texts.common = text;
    texts.common_at_least = 1;
  }
};
