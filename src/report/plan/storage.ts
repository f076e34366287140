import type { Forecast } from '../../forecast/document.ts';
import type { Storage } from '../../forecast/document-run.ts';
import { gib } from '../../rules/common.ts';
import { type Html, html } from '../html.ts';
import type { Section } from '../page.ts';
import { type Cell, table } from '../table.ts';

export const storageSection = ({ disk, ram }: Forecast): Section => ({
  id: 'storage',
  heading: 'Disk and memory of a machine',
  body: html`${of('disk', 'On disk, when the run is fullest.', disk)}
${of('memory of a machine', 'In the memory of one machine, beside its GPUs.', ram)}`,
});

const of = (what: string, caption: string, { has, total, parts, notes }: Storage): Html | false => {
  const rows: Cell[][] = parts.map(({ name, gib: size, from }) => [name, gib(size), from]);
  const against = has === null ? 'the file does not say how much there is' : `of ${gib(has)}`;
  return (
    rows.length > 0 &&
    html`${table({
      caption,
      columns: [what, 'takes', 'how it comes about'],
      rows: [...rows, [html`<strong>in all</strong>`, gib(total), against]],
    })}
${notes.map((note) => html`<p class="quiet">${note}</p>\n`)}`
  );
};
