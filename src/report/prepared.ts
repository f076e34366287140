import { type Bin, histogram, shares } from './charts.ts';
import { type Html, html } from './html.ts';
import { counted, number, percent } from './numbers.ts';
import { page, type Section } from './page.ts';
import { low, type Strip, stripOf } from './strips.ts';
import { table } from './table.ts';

/** What the stage that prepares clips has made, as its page shows it. */
export type Prepared = {
  readonly name: string;
  readonly source: string;
  readonly frames: { readonly count: number; readonly rate: number; readonly size: string };
  readonly datasets: readonly PreparedDataset[];
  readonly quarantined: readonly Quarantined[];
  /** Quarantined clips that are not listed. */
  readonly more_quarantined: number;
  /** Into how many shares the clips are divided, and those that have not said how their clips ended. */
  readonly shares: { readonly all: number; readonly missing: readonly number[] };
  /** Why some of the pictures that were wanted are not there. */
  readonly without_pictures?: string;
};

export type PreparedDataset = {
  readonly name: string;
  /** Clips that give samples, and what became of them. */
  readonly clips: number;
  readonly verified: number;
  readonly quarantined: number;
  readonly waiting: number;
  /** Samples of verified clips. */
  readonly samples: number;
  /** By coverage: below 10 %, below 20 % … up to 100 %. */
  readonly coverage: readonly number[];
  readonly least_coverage: number;
  /** Why clips of the inventory give no sample, and how many; absent where nobody knows. */
  readonly left_out?: readonly { readonly reason: string; readonly count: number }[];
  readonly strips: readonly Strip[];
};

export type Quarantined = {
  readonly source: string;
  readonly dataset: string;
  readonly stage: string;
  readonly reason: string;
  readonly detail: string;
};

export const preparedPage = (view: Prepared): string =>
  page({
    title: `${view.name}: prepared clips`,
    lead: leadOf(view),
    sections: [datasets(view), ...leftOut(view), ...quarantine(view), ...view.datasets.map(samplesOf)],
  });

const leadOf = ({
  datasets: all,
  frames,
  source,
  shares: { all: shared, missing },
  without_pictures,
}: Prepared): Html => {
  const sum = (of: (dataset: PreparedDataset) => number) => all.reduce((total, each) => total + of(each), 0);
  const [verified, clips] = [sum((each) => each.verified), sum((each) => each.clips)];
  const samples = counted(
    sum((each) => each.samples),
    'sample',
  );
  return html`<p>Made from ${source}. ${number(verified)} of ${counted(clips, 'clip')} ${verified === 1 ? 'is verified and gives' : 'are verified and give'} ${samples}, each ${frames.count} frames of ${frames.size} at ${frames.rate} a second.</p>
${missing.length > 0 && html`<p class="bad">${missingShares(shared, missing)}</p>`}${without_pictures && html`<p class="quiet">${without_pictures}</p>`}`;
};

const missingShares = (all: number, missing: readonly number[]): string => {
  const first = missing.slice(0, 12).join(', ');
  const more = missing.length > 12 ? ` and ${missing.length - 12} more` : '';
  return `${missing.length} of ${all} shares have no summary here, so their clips count as not ended: ${first}${more}. They run still, or write to another work folder.`;
};

const datasets = ({ datasets: all }: Prepared): Section => ({
  id: 'datasets',
  heading: 'Datasets',
  body: html`${table({
    caption: 'Samples and coverage are those of verified clips.',
    columns: ['dataset', 'give samples', 'verified', 'quarantined', 'not ended', 'samples', 'lowest coverage'],
    rows: all.map(({ name, clips, verified, quarantined, waiting, samples, least_coverage }) => [
      ...[name, clips, verified, quarantined, waiting, samples, samples > 0 ? percent(least_coverage) : '–'],
    ]),
  })}
<div class="bars">${all.map(becameOf)}</div>`,
});

/** Where all clips of a dataset went. */
const becameOf = ({ name, verified, quarantined, waiting, left_out }: PreparedDataset): Html =>
  shares(`Dataset ${name}`, [
    { label: 'verified', count: verified, kind: 'good' },
    { label: 'quarantined', count: quarantined, kind: 'bad' },
    { label: 'not ended', count: waiting, kind: 'low' },
    { label: 'left out', count: (left_out ?? []).reduce((sum, { count }) => sum + count, 0), kind: 'rest' },
  ]);

const leftOut = ({ datasets: all }: Prepared): readonly Section[] => {
  const rows = all.flatMap(({ name, left_out }) =>
    (left_out ?? []).map(({ reason, count }): (string | number)[] => [name, reason, count]),
  );
  const caption = 'Clips of the inventory that give no sample, by what the pipeline says of them.';
  const body = table({ caption, columns: ['dataset', 'reason', 'clips'], rows });
  return rows.length > 0 ? [{ id: 'left-out', heading: 'Left out', body }] : [];
};

const quarantine = ({ quarantined, more_quarantined }: Prepared): readonly Section[] => {
  if (quarantined.length === 0) return [];
  const body = html`${table({
    caption: 'Clips that failed: where, why, and the last line that ffmpeg said. The next run tries them again.',
    columns: ['clip', 'dataset', 'stage', 'reason', 'last line'],
    rows: quarantined.map(({ source, dataset, stage, reason, detail }) => [source, dataset, stage, reason, detail]),
  })}
${more_quarantined > 0 && html`<p class="quiet">And ${number(more_quarantined)} more, in the summaries beside this page.</p>`}`;
  return [{ id: 'quarantined', heading: 'Quarantined', body }];
};

const samplesOf = ({ name, samples, coverage, strips }: PreparedDataset, index: number): Section => ({
  id: `samples-${index + 1}`,
  heading: `Samples of dataset ${name}`,
  body:
    samples === 0
      ? html`<p>No clip of ${name} is verified.</p>`
      : html`<p class="quiet">Coverage is how much of what its caption describes a sample shows, and how much of the sample its caption describes; the smaller counts.</p>
${histogram('Samples by coverage', coverageBins(coverage))}
<p class="quiet">${shownOf(strips.length, samples)} Above stands the clip from its start to its end with the part that is kept in a frame, below it what was made of that part.</p>
${strips.map(stripOf)}`,
});

const shownOf = (shown: number, samples: number): string =>
  shown < samples
    ? `${shown} of ${number(samples)} samples are shown: first those of the lowest coverage, then some others, drawn by the seed.`
    : 'All samples are shown, the lowest coverage first.';

const coverageBins = (counts: readonly number[]): Bin[] => {
  const bins = counts.map((count, index) => ({
    label: `${index * 10} to ${index * 10 + 10} %`,
    count,
    isLow: (index + 1) / 10 <= low,
  }));
  const first = bins.findIndex(({ count }) => count > 0);
  return bins.slice(Math.max(0, first));
};
