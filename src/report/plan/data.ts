import { histogram, shares } from '../charts.ts';
import { type Html, html } from '../html.ts';
import { counted } from '../numbers.ts';
import type { Section } from '../page.ts';
import { picks, picksLegend } from '../plot/picks.ts';
import { table } from '../table.ts';
import type { DatasetView, PlanView } from './view.ts';

export const dataSections = ({ datasets }: PlanView): readonly Section[] =>
  datasets.length === 0
    ? []
    : [
        { id: 'data', heading: 'Data', body: overview(datasets) },
        ...datasets.map((each, index) => ({
          id: `dataset-${index + 1}`,
          heading: `Dataset ${each.name}`,
          body: datasetOf(each),
        })),
      ];

const overview = (datasets: readonly DatasetView[]): Html => html`${table({
  caption: 'What becomes of the clips of the inventory, and how often the run sees each.',
  columns: ['dataset', 'clips', 'kept', 'samples', 'views of a clip'],
  rows: datasets.map(({ name, clips, kept, samples, views }) => [
    ...[name, clips, kept, samples, views === null ? '–' : Number(views.toPrecision(3))],
  ]),
})}
<div class="bars">${datasets.map(becameOf)}</div>`;

const becameOf = ({ name, kept, left_out }: DatasetView): Html =>
  shares(`Dataset ${name}`, [
    { label: 'kept', count: kept, kind: 'good' },
    ...left_out.map(({ reason, count }) => ({
      label: reason,
      count,
      kind:
        reason === 'damaged' ? ('bad' as const) : reason === 'without a caption' ? ('low' as const) : ('rest' as const),
    })),
  ]);

const datasetOf = ({ facts, charts, picks: shown }: DatasetView): Html => html`${table({
  caption: 'What its samples show.',
  columns: ['', 'here'],
  rows: facts.map(({ name, value }) => [name, value]),
})}
<div class="charts">${charts.map(({ title, bins }) => histogram(title, bins))}</div>
${
  shown.length > 0 &&
  html`<h3>How clips become samples</h3>
<p class="quiet">Above the pictures of a clip in the order of time, below the frames of a sample; a line leads from each picture that is taken to the frame that it becomes. ${counted(shown.length, 'way')} ${shown.length === 1 ? 'comes' : 'come'} up among its clips.</p>
${picksLegend}
${shown.map(picks)}`
}`;
