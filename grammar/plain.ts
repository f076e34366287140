/**
 * A sentence that may hold what an author wrote, and so anything: on one line, without letters that steer a terminal, and
 * short enough to be read. Every problem and every finding passes through here.
 */
export const plain = (text: string): string => {
  const visible = ascii.test(text) ? text : text.replaceAll(everySteering, codeOf);
  const broken = visible.length > longestWord ? visible.replaceAll(/\S+/g, (word) => cut(word, longestWord)) : visible;
  return cut(broken, longest);
};

/** The same letter by letter, for a line of the author's text whose columns are counted. */
export const inColumns = (line: string): string => line.replaceAll(everySteering, pictureOf);

/** Most letters of a sentence, and of a word in it: a path may be long, and is no sentence. */
export const longest = 500;
export const longestWord = 200;

/** Control letters, line ends, what turns the direction of a line (CVE-2021-42574), and halves of letters. */
const everySteering = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Most sentences hold nothing else, and to know the kinds of all letters takes V8 longer than to read one. */
export const ascii = /^[ -~]*$/;

const codeOf = (letter: string): string => `\\u{${letter.codePointAt(0)?.toString(16)}}`;

/** `␛` for an escape: Unicode has a picture of each control letter of ASCII. */
const pictureOf = (letter: string): string => {
  const code = letter.codePointAt(0) ?? 0;
  if (code === 0x7f) return '\u2421';
  return code < 0x20 ? String.fromCodePoint(0x2400 + code) : '\ufffd';
};

/** Its beginning and its end, which of a sentence say the most. */
const cut = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const letters = [...text];
  if (letters.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${letters.slice(0, half).join('')}…${letters.slice(-half).join('')}`;
};
