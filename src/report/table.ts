import { type Html, html } from './html.ts';

export type Cell = string | number | Html;

/** A column; numbers stand to the right. */
export type Column = { readonly heading: string; readonly isNumber?: true };

export type Table = {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Cell[])[];
};

const kindOf = (column: Column | undefined): string => (column?.isNumber ? 'number' : 'text');

/** A table that scrolls by itself where it is too wide. */
export const table = ({ caption, columns, rows }: Table): Html => html`<div class="wide"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col" class="${kindOf(column)}">${column.heading}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map((cell, index) => cellOf(cell, index, columns[index]))}</tr>\n`)}</tbody>
</table></div>`;

const cellOf = (cell: Cell, index: number, column: Column | undefined): Html =>
  index === 0
    ? html`<th scope="row">${cell}</th>`
    : html`<td class="${kindOf(column)}">${typeof cell === 'number' ? cell.toLocaleString('en') : cell}</td>`;
