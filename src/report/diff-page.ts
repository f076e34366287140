import { type Difference, isEmpty } from '../diff.ts';
import type { Compared } from './diff-markdown.ts';
import { type BothSides, picturesOf } from './diff-pictures.ts';
import { becauseOf, changeOf, clipRows, outputLists, type Row, shortRows, valueRows, verdictOf } from './difference.ts';
import { type Html, html } from './html.ts';
import { counted } from './numbers.ts';
import { page, type Section } from './page.ts';
import { table } from './table.ts';

/** What changes between two plans, as a page. */
export const diffPage = (difference: Difference, compared: Compared, sides?: BothSides): string =>
  page({
    title: `${compared.old} → ${compared.new}: what changes`,
    lead: leadOf(difference),
    sections: [
      ...errorsOf(compared),
      ...comesTo(difference),
      ...(sides ? picturesOf(sides) : []),
      ...values(difference),
      ...clips(difference),
      ...outputs(difference),
    ],
  });

const leadOf = (difference: Difference): Html => {
  if (isEmpty(difference)) return html`<p class="verdict good">It is the same plan.</p>`;
  const because = becauseOf(difference);
  const kind = difference.training?.same === false ? 'low' : 'good';
  return html`<p class="verdict ${kind}">The training is ${verdictOf(difference)}.</p>${because.length > 0 && html`<p>Because of ${because.join(', ')}.</p>`}`;
};

const errorsOf = ({ errors }: Compared): Section[] => {
  if (errors.length === 0) return [];
  const body = html`<p>A value that can't be read is compared as its default.</p><ul class="findings">${errors.map((each) => html`<li><p><strong class="bad">error</strong>: ${each.name}: ${each.message} <code>${each.code}</code></p></li>`)}</ul>`;
  return [{ id: 'errors', heading: counted(errors.length, 'error'), body }];
};

const numbers = (caption: string, rows: readonly Row[]): Html =>
  table({
    caption,
    columns: ['number', 'before', 'after', 'change'],
    rows: rows.map((row) => [row.what, row.old, html`<strong>${row.new}</strong>`, changeOf(row)]),
  });

const comesTo = (difference: Difference): Section[] => {
  const rows = shortRows(difference);
  const body = numbers('What the plans come to; what is the same is left out.', rows);
  return rows.length > 0 ? [{ id: 'numbers', heading: 'What it comes to', body }] : [];
};

const clips = (difference: Difference): Section[] => {
  const rows = clipRows(difference);
  const body = numbers('What the inventories give under the policies of the plans.', rows);
  return rows.length > 0 ? [{ id: 'clips', heading: 'What the clips give', body }] : [];
};

const values = (difference: Difference): Section[] => {
  const rows = valueRows(difference);
  const body = table({
    caption: 'Values of the plan, and where they stand.',
    columns: ['value', 'before', 'after', 'where'],
    rows: rows.map((row) => [html`<code>${row.what}</code>`, row.old, html`<strong>${row.new}</strong>`, row.from]),
  });
  return rows.length > 0 ? [{ id: 'values', heading: 'Values', body }] : [];
};

const outputs = (difference: Difference): Section[] => {
  const lists = outputLists(difference);
  if (difference.outputs !== null && lists.length === 0) return [];
  const body =
    difference.outputs === null
      ? html`<p>Not compared: one side does not compile.</p>`
      : html`<ul>${lists.map(([how, paths]) => html`<li>${how}: ${paths.join(', ')}</li>`)}</ul>`;
  return [{ id: 'outputs', heading: 'Outputs', body }];
};
