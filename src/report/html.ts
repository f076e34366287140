/** Text that is markup already; everything else is escaped where it is put in. */
export type Html = { readonly html: string };

type Part = Html | string | number | false | undefined | readonly Html[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Letters that a browser would not show, or take for line ends and controls, are shown by their number. */
const shown = (text: string): string =>
  text
    .replace(
      /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter);

const partOf = (part: Part): string => {
  if (part === false || part === undefined) return '';
  if (typeof part === 'string') return shown(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map((each) => each.html).join('');
};

/** Markup with holes: what is put in is escaped, in text and between quotes of an attribute alike. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: strings.reduce((text, each, index) => text + partOf(parts[index - 1]) + each),
});
