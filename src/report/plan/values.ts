import { html } from '../html.ts';
import { counted } from '../numbers.ts';
import type { Section } from '../page.ts';
import { table } from '../table.ts';
import type { PlanView, Valued } from './view.ts';

/** What the author says stands open; the defaults are many, and one click away. */
export const valuesSection = ({ values }: PlanView): readonly Section[] => {
  const said = values.filter(({ isDefault }) => !isDefault);
  const unsaid = values.filter(({ isDefault }) => isDefault);
  if (values.length === 0) return [];
  const body = html`${tableOf('What the files, profiles and --set say, and where.', said)}
${
  unsaid.length > 0 &&
  html`<details><summary>${counted(unsaid.length, 'default')}, each with its source</summary>
${tableOf('What nobody says stands as cogx has it.', unsaid)}</details>`
}`;
  return [{ id: 'values', heading: 'Where each value comes from', body }];
};

const tableOf = (caption: string, values: readonly Valued[]) =>
  table({
    caption,
    columns: ['value', 'is', 'from'],
    rows: values.map(({ path, value, from }) => [html`<code>${path}</code>`, value, from]),
  });
