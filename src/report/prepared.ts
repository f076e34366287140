import { type Bin, histogram, seconds, timeLine } from './charts.ts';
import { type Html, html } from './html.ts';
import { page, type Section } from './page.ts';
import { type Cell, table } from './table.ts';

/** What the stage that prepares clips has made, as its page shows it. */
export type Prepared = {
  readonly name: string;
  readonly source: string;
  readonly frames: { readonly count: number; readonly rate: number; readonly size: string };
  readonly datasets: readonly PreparedDataset[];
  readonly quarantined: readonly Quarantined[];
  /** Quarantined clips that are not listed. */
  readonly more_quarantined: number;
  /** Shares of the clips, as several machines divide them, and how many of them have ended. */
  readonly shares: { readonly all: number; readonly ended: number };
  readonly strips: readonly Strip[];
  /** Samples without a strip. */
  readonly unshown: number;
};

export type PreparedDataset = {
  readonly name: string;
  /** Clips that give samples, and what became of them. */
  readonly clips: number;
  readonly verified: number;
  readonly quarantined: number;
  readonly waiting: number;
  readonly samples: number;
  /** Samples by coverage: below 10 %, below 20 % … up to 100 %. */
  readonly coverage: readonly number[];
  readonly least_coverage: number;
  /** Why clips of the inventory give no sample, and how many; absent where there is no inventory at hand. */
  readonly left_out?: readonly { readonly reason: string; readonly count: number }[];
};

export type Quarantined = {
  readonly clip: string;
  readonly source: string;
  readonly stage: string;
  readonly reason: string;
  readonly detail: string;
};

export type Strip = {
  readonly source: string;
  readonly dataset: string;
  /** Which of the clip's samples, from 1, and how many there are. */
  readonly window: number;
  readonly windows: number;
  /** Length of the clip, and what the sample shows of it, in seconds. */
  readonly seconds: number;
  readonly shown: { readonly start: number; readonly end: number };
  readonly coverage: number;
  readonly caption: string;
  /** JPEGs as data URIs: pictures of the clip from its start to its end, and of the sample; absent where ffmpeg could not read them. */
  readonly pictures?: { readonly clip: string; readonly sample: string };
};

export const preparedPage = (view: Prepared): string =>
  page({
    title: `${view.name}: prepared clips`,
    lead: html`${leadOf(view)}`,
    sections: [datasets(view), ...quarantine(view), strips(view)],
  });

const leadOf = ({ datasets: all, frames, source, shares }: Prepared): string => {
  const sum = (of: (dataset: PreparedDataset) => number) => all.reduce((total, each) => total + of(each), 0);
  const shape = `${frames.count} frames of ${frames.size} at ${frames.rate} a second`;
  const verified = `${number(sum((each) => each.verified))} of ${number(sum((each) => each.clips))} clips are verified`;
  const missing =
    shares.ended < shares.all ? ` ${shares.all - shares.ended} of ${shares.all} shares have not ended.` : '';
  return `From ${source}. ${verified}; each sample is ${shape}.${missing}`;
};

const datasets = ({ datasets: all }: Prepared): Section => {
  const columns = ['dataset', 'clips', 'verified', 'quarantined', 'samples', 'least coverage', 'left out before'];
  const rows = all.map((each): Cell[] => [
    each.name,
    each.clips,
    each.verified,
    each.quarantined > 0 ? html`<span class="bad">${number(each.quarantined)}</span>` : 0,
    each.samples,
    percent(each.least_coverage),
    each.left_out ? leftOut(each.left_out) : 'no inventory at hand',
  ]);
  const waiting = all.filter((each) => each.waiting > 0).map((each) => `${number(each.waiting)} of ${each.name}`);
  return {
    id: 'datasets',
    heading: 'Datasets',
    body: html`${table({
      caption:
        'Coverage: how much of what its caption describes a sample shows, and the other way round; the smaller counts.',
      columns: columns.map((heading, index) => ({
        heading,
        ...(index > 0 && index < 6 ? { isNumber: true as const } : {}),
      })),
      rows,
    })}
${waiting.length > 0 && html`<p class="bad">Clips that have not ended yet: ${waiting.join(', ')}.</p>`}
<h3>Samples by coverage</h3>
<div class="charts">${all.map((each) => histogram(each.name, coverageBins(each.coverage)))}</div>`,
  };
};

const leftOut = (reasons: NonNullable<PreparedDataset['left_out']>): string =>
  reasons.length === 0 ? 'none' : reasons.map(({ reason, count }) => `${number(count)} ${reason}`).join(', ');

const coverageBins = (counts: readonly number[]): Bin[] =>
  counts.map((count, index) => ({
    label: index === 9 ? '90 to 100 %' : `${index * 10} to ${index * 10 + 10} %`,
    count,
    isLow: index < 8,
  }));

const quarantine = ({ quarantined, more_quarantined }: Prepared): readonly Section[] =>
  quarantined.length === 0
    ? []
    : [
        {
          id: 'quarantined',
          heading: 'Quarantined clips',
          body: html`${table({
            caption: 'Clips that gave no sample: at which stage, why, and the last line that ffmpeg said.',
            columns: ['clip', 'stage', 'reason', 'last line'].map((heading) => ({ heading })),
            rows: quarantined.map(({ source, stage, reason, detail }) => [source, stage, reason, detail]),
          })}
${more_quarantined > 0 && html`<p class="quiet">And ${number(more_quarantined)} more, in the summary beside this page.</p>`}`,
        },
      ];

const strips = ({ strips: all, unshown }: Prepared): Section => ({
  id: 'samples',
  heading: 'Samples',
  body: html`<p class="quiet">Above, pictures of the clip from its start to its end; the green part of the line is what the sample shows. Below, the sample.
The lowest coverage comes first, then some others by chance.${unshown > 0 && ` ${number(unshown)} more samples are not shown.`}</p>
${all.map(stripOf)}`,
});

const stripOf = (strip: Strip): Html => {
  const { source, dataset, window, windows, shown, coverage, caption, pictures } = strip;
  const which = windows > 1 ? `, sample ${window} of ${windows}` : '';
  const part = `${seconds(shown.start)} to ${seconds(shown.end)} of ${seconds(strip.seconds)}`;
  return html`<figure>
<figcaption><span class="name">${source}</span> <span class="quiet">${dataset}${which}; ${part}; coverage <span class="${coverage < 0.8 ? 'bad' : 'good'}">${percent(coverage)}</span></span></figcaption>
<div class="strip">${pictures ? html`<img src="${pictures.clip}" alt="The clip ${source} from start to end">` : html`<p class="bad">ffmpeg made no picture of this clip.</p>`}
${timeLine(strip.seconds, shown)}
${pictures && html`<img src="${pictures.sample}" alt="The sample, ${part}">`}</div>
<p class="said">${caption}</p>
</figure>
`;
};

const number = (value: number): string => value.toLocaleString('en');

const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
