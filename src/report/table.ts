import { type Html, html } from './html.ts';
import { number } from './numbers.ts';

export type Cell = string | number | Html;

export type Table = {
  readonly caption: string;
  /** The first cell of a row names it; a column of numbers stands to the right. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};

/** A table that scrolls by itself where it is too wide. */
export const table = ({ caption, columns, rows }: Table): Html => {
  const kinds = columns.map((_, index) => (index === 0 ? 'text' : kindOf(rows.map((row) => row[index]))));
  return html`<div class="wide" role="group" tabindex="0" aria-label="${columns[0] ?? ''} and more: a table"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map((heading, index) => html`<th scope="col" class="${kinds[index] ?? ''}">${heading}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map((cell, index) => cellOf(cell, index, kinds[index]))}</tr>\n`)}</tbody>
</table></div>`;
};

/** So many letters are a sentence, which needs some room on a phone: there the table scrolls. */
const sentence = 28;

const kindOf = (cells: readonly (Cell | undefined)[]): string => {
  if (cells.every(isNumber)) return 'number';
  return cells.some((cell) => lettersOf(cell ?? '') > sentence) ? 'text long' : 'text';
};

const lettersOf = (cell: Cell): number =>
  typeof cell === 'object' ? cell.html.replace(/<svg.*?<\/svg>|<[^>]*>/gs, '').length : String(cell).length;

const isNumber = (cell: Cell | undefined): boolean =>
  typeof cell === 'number' ||
  (typeof cell === 'string' && /^(–|[\d.,]+( (%|s|min|h|days|MiB|GiB|TiB|USD))?)$/.test(cell));

const cellOf = (cell: Cell, index: number, kind: string | undefined): Html =>
  index === 0
    ? html`<th scope="row">${cell}</th>`
    : html`<td class="${kind}">${typeof cell === 'number' ? number(cell) : cell}</td>`;
