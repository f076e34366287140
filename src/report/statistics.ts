import type { Statistics } from '../media/statistics.ts';
import { histogram } from './charts.ts';
import { html } from './html.ts';
import { lasting, bytes as sizeOf } from './numbers.ts';
import { page } from './page.ts';
import { table } from './table.ts';

/** What the clips of an inventory are like, as a page. */
export const statisticsPage = (inventory: string, datasets: ReadonlyMap<string, Statistics>): string =>
  page({
    title: `${inventory}: what the clips are like`,
    lead: html`<p>Counted from the inventory that cogx scan wrote.</p>`,
    sections: [
      {
        id: 'datasets',
        heading: 'Datasets',
        body: table({
          caption: 'Time and size of all files; damaged ones are not measured further.',
          columns: ['dataset', 'clips', 'damaged', 'without a caption', 'time', 'size'],
          rows: [...datasets].map(([name, { clips, damaged, captionless, seconds, bytes }]) => [
            ...[name, clips, damaged, captionless],
            ...[lasting(seconds), sizeOf(bytes)],
          ]),
        }),
      },
      ...[...datasets].map(([name, { charts }], index) => ({
        id: `dataset-${index + 1}`,
        heading: name,
        body: html`<div class="charts">${charts.map(({ title, bins }) => histogram(title, bins))}</div>`,
      })),
    ],
  });
