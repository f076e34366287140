import { type Html, html } from '../html.ts';
import type { Section } from '../page.ts';
import { table } from '../table.ts';
import { gib } from './units.ts';
import type { PlanView, Stored } from './view.ts';

export const storageSection = ({ storage }: PlanView): readonly Section[] =>
  storage.length === 0
    ? []
    : [
        {
          id: 'storage',
          heading: 'Disk and memory of a node',
          body: html`${(['disk', 'memory of a node'] as const).map((where) => tableOf(where, storage))}`,
        },
      ];

const captions = {
  disk: 'On disk, when the run is fullest.',
  'memory of a node': 'In the memory of a node, beside its GPUs.',
} as const;

const tableOf = (where: Stored['where'], all: readonly Stored[]): Html => {
  const rows = all.filter((each) => each.where === where);
  if (rows.length === 0) return html``;
  return html`${table({
    caption: captions[where],
    columns: [where, 'takes', 'how it comes about'],
    rows: rows.map(({ name, gib: size, from, isTotal }) => [
      isTotal ? html`<strong>${name}</strong>` : name,
      gib(size),
      from,
    ]),
  })}
`;
};
