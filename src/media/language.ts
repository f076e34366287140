/** Whether a text is English, as far as its letters and its smallest words tell, and how many words it has. */

/** Letters of other scripts than the Latin. */
const otherLetters = /[^\P{L}\p{Script=Latin}]/gu;

/** Most texts hold no such letter, and what knows all letters of Unicode takes half a millisecond to make. */
const beyondAscii = /[^ -~\s]/;

/** The smallest words of the languages with Latin letters that most people write; none is an English word. */
const small = new Set(
  `der die das und ist ein eine einem einer mit auf im von zu nicht sich le la les des une du et est dans avec sur qui el
los las una con por para del uno il gli di che della nel os um uma com não het een van op naar je na się jest och ett
på av som bir ve ile`.split(/\s/),
);

const english = new Set(
  `the a an of is are and in on with at to from his her its their as by into over while through`.split(/\s/),
);

/** More than a third of its letters are of another script: T5 knows none of them, and reads one sign for them all. */
export const isOtherScript = (text: string): boolean => {
  if (!beyondAscii.test(text)) return false;
  const others = text.match(otherLetters)?.length ?? 0;
  return others > 0 && others * 3 > (text.match(/\p{L}/gu)?.length ?? 0);
};

/** Three small words of other languages and more, and more than small words of English. */
export const isOtherLanguage = (text: string): boolean => {
  const words = text.toLowerCase().match(beyondAscii.test(text) ? /[\p{L}'’]+/gu : /[a-z']+/g) ?? [];
  const others = words.filter((word) => small.has(word)).length;
  return others >= 3 && others > 2 * words.filter((word) => english.has(word)).length;
};

/** Chinese and Japanese have no spaces between words: there every two letters are taken for one. */
export const wordsOf = (text: string): number => {
  const ideographs = text.match(/[\u3040-\u30ff\u3400-\u9fff]/g)?.length ?? 0;
  const rest = text.replace(/[\u3040-\u30ff\u3400-\u9fff]/g, ' ').match(/\S+/g)?.length ?? 0;
  return rest + Math.ceil(ideographs / 2);
};
