import type { Forecast } from '../../forecast/document.ts';
import type { DatasetForecast } from '../../forecast/document-learning.ts';
import { percent } from '../../rules/common.ts';
import { histogram, shares } from '../charts.ts';
import { type Html, html } from '../html.ts';
import { counted, number } from '../numbers.ts';
import type { Section } from '../page.ts';
import { picks, picksLegend } from '../plot/picks.ts';
import { table } from '../table.ts';

export const dataSections = ({ data, inventory, learning }: Forecast): readonly Section[] => [
  {
    id: 'data',
    heading: 'Data',
    body: inventory
      ? overview(data, learning.views)
      : html`<p>There is no inventory: <code>cogx scan</code> writes it, and then this page says what the run will see.</p>`,
  },
  ...drawnOf(data).map((each, index) => ({
    id: `dataset-${index + 1}`,
    heading: `Dataset ${each.name}`,
    body: datasetOf(each),
  })),
];

/** So many datasets are drawn, and so many are listed: a page that holds thousands opens nowhere. */
const room = { drawn: 20, listed: 500 };

/** Those with the most samples, in the order of the file. */
const drawnOf = (data: readonly DatasetForecast[]): readonly DatasetForecast[] => {
  if (data.length <= room.drawn) return data;
  const largest = new Set([...data].sort((one, other) => other.samples - one.samples).slice(0, room.drawn));
  return data.filter((each) => largest.has(each));
};

const overview = (data: readonly DatasetForecast[], views: Forecast['learning']['views']): Html => html`${table({
  caption: 'What becomes of the clips of the inventory, and how often the run sees each.',
  columns: ['dataset', 'clips', 'kept', 'samples', 'held out', 'views of a clip'],
  rows: data.slice(0, room.listed).map(({ name, clips, kept, samples, held_out }) => {
    const seen = views.find(({ dataset }) => dataset === name);
    return [name, clips, kept, samples, held_out, seen ? Number(seen.clip.toPrecision(3)) : '–'];
  }),
})}
${data.length > room.drawn && html`<p class="quiet">Of ${number(data.length)} datasets the ${room.drawn} with the most samples are drawn${data.length > room.listed && ` and the first ${room.listed} listed`}; cogx plan --format json has all.</p>`}
<div class="bars">${drawnOf(data).map(becameOf)}</div>`;

const becameOf = ({ name, kept, dropped }: DatasetForecast): Html =>
  shares(`Dataset ${name}`, [
    { label: 'kept', count: kept, kind: 'good' },
    ...dropped.map(({ reason, count }) => ({ label: reason, count, kind: kindOf(reason) })),
  ]);

const kindOf = (reason: string): 'bad' | 'low' | 'rest' =>
  reason === 'damaged' ? 'bad' : reason.includes('caption') ? 'low' : 'rest';

const datasetOf = (dataset: DatasetForecast): Html => {
  const { charts, dropped, samplings } = dataset;
  return html`${table({
    caption: 'What its samples show.',
    columns: ['of the samples', 'here'],
    rows: factsOf(dataset).map(([name, value]) => [name, value]),
  })}
${dropped.length > 0 && table({ caption: 'Clips that give no sample.', columns: ['why', 'clips', 'the first'], rows: dropped.map(({ reason, count, first }) => [reason, count, first.join(', ')]) })}
<div class="charts">${charts.map(({ title, bins }) => histogram(title, bins))}</div>
${samplings.length > 0 && samplingsOf(samplings)}`;
};

const factsOf = ({ coverage, speed, frames, captions, picture, samples }: DatasetForecast) => {
  const share = (count: number): string => percent(count);
  const rows: (readonly [string, string])[] = [
    ['lowest coverage', samples > 0 ? share(coverage.least) : '–'],
    ['samples with a coverage below 80 %', number(coverage.below_80)],
    ['footage used', share(coverage.footage_used)],
    ['speed', speed.least === speed.most ? `${speed.least}` : `${speed.least.toFixed(2)} to ${speed.most.toFixed(2)}`],
    ['frames that show the picture before again', share(frames.doubled)],
    ['frames held at the end', share(frames.held)],
  ];
  if (captions)
    rows.push([
      'tokens of a caption, estimated',
      `${number(captions.tokens_median)} in the middle, ${number(captions.tokens_most)} at most; ${captions.limit} are read, ${counted(captions.cut, 'caption')} cut`,
    ]);
  if (picture)
    rows.push(
      ['pixels of the source that a sample keeps', share(picture.kept)],
      ['picture cut away', share(picture.cut)],
      ['clips smaller than a sample', number(picture.enlarged)],
    );
  return rows;
};

/** So many ways are drawn: a policy has few, and a page is read. */
const most = 8;

const samplingsOf = (samplings: DatasetForecast['samplings']): Html => html`<h3>How clips become samples</h3>
<p class="quiet">Above the pictures of a clip in the order of time, below the frames of a sample; a line leads from each picture that is taken to the frame that it becomes. ${counted(samplings.length, 'way')} ${samplings.length === 1 ? 'comes' : 'come'} up among its clips${samplings.length > most && `, of which the ${most} most frequent are shown`}.</p>
${picksLegend}
${samplings.slice(0, most).map((sampling) =>
  picks({
    clip: sampling.clip,
    says: `${counted(sampling.clips, 'clip')}: ${sampling.policy}${sampling.windows > 1 ? `; the first of ${sampling.windows} samples` : ''}`,
    pictures: sampling.frames,
    seconds: sampling.seconds,
    sample: sampling.shows,
    sample_seconds: sampling.sample_seconds,
  }),
)}`;
