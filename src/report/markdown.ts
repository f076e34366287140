/** Text as GitHub's Markdown shows it and no reader takes it for markup: also in a cell of a table, and in <summary>. */

/** Letters that mean nothing to Markdown and HTML wherever they stand; `@` and `#` of names and numbers would be links. */
const marks = /(?![\p{L}\p{N}_ .,:;/'"%+=()?–−×→-])./gsu;

/** Every other letter by its number: it is shown as it is, and neither ends a cell nor starts anything. */
export const text = (said: string): string =>
  said
    .replace(
      /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(marks, (letter) => `&#${letter.codePointAt(0)};`)
    // :bird: would be one.
    .replace(/:(?=[\w+-]+:)/g, '&#58;')
    // Between letters it is one of them.
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '&#95;')
    // GitHub makes links of addresses that nobody marked.
    .replace(/\b(https?|ftp):|\bwww\./giu, (start) => start.replace(/[:.]$/, (end) => `&#${end.codePointAt(0)};`));

/** A word of a file: in backticks where it is an everyday one, which reads well before it is rendered, too. */
export const code = (said: string): string =>
  /^[\w .,:;/'"%+=()[\]@#~^-]+$/.test(said) && said.trim() === said ? `\`${said}\`` : `<code>${text(said)}</code>`;

type Column = { readonly heading: string; readonly isNumber?: boolean };

/** A table; its cells are Markdown already. */
export const markdownTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): string =>
  [columns.map(({ heading }) => heading), columns.map(({ isNumber }) => (isNumber ? '--:' : ':--')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** Behind a click. */
export const folded = (summary: string, body: string): string =>
  `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
