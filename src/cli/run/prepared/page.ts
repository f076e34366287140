import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type Prepared,
  type PreparedDataset,
  preparedPage,
  type Quarantined,
  type Strip,
} from '../../../report/prepared.ts';
import type { Compiled } from '../compiled.ts';
import { chooser } from './choose.ts';
import { type ClipLine, clipLines } from './clips.ts';
import { stripOf } from './pictures.ts';
import { readSummaries, type Summaries } from './summaries.ts';

/** What a page shows at most, so that it opens at once; and how long its pictures may take, in milliseconds. */
const most = { strips: 40, quarantined: 200, time: 60_000 };

/** Writes WORK/prepared.html, a page on what `prepare` has made; gives its path. */
export const writePreparedPage = async (compiled: Compiled): Promise<string> => {
  const summaries = readSummaries(compiled.work);
  const counted = await countClips(compiled, summaries);
  const { source, values, data } = planOf(compiled);
  const span = Number(values['frames.count']?.value) / Number(values['frames.rate']?.value);
  const strips = await stripsOf({ ...compiled, span }, counted.chosen);
  const size = values['frames.size']?.value as { width: number; height: number };
  const view: Prepared = {
    name: String(values.name?.value),
    source,
    frames: {
      count: Number(values['frames.count']?.value),
      rate: Number(values['frames.rate']?.value),
      size: `${size.width}x${size.height}`,
    },
    datasets: [...counted.datasets].map(([name, dataset]) => ({ ...dataset, ...leftOut(data?.[name]) })),
    quarantined: counted.quarantined,
    more_quarantined: counted.more_quarantined,
    shares: summaries,
    strips,
    unshown: counted.samples - strips.length,
  };
  const page = join(compiled.work, 'prepared.html');
  writeFileSync(`${page}.new`, preparedPage(view));
  renameSync(`${page}.new`, page);
  return page;
};

type DataFacts = {
  readonly damaged: number;
  readonly captionless: number;
  readonly left_out: Readonly<Record<string, number>>;
};
type PlanFile = {
  readonly source: string;
  readonly values: Readonly<Record<string, { readonly value: unknown }>>;
  readonly data?: Readonly<Record<string, DataFacts>>;
};

const planOf = ({ outputs }: Compiled): PlanFile => JSON.parse(readFileSync(join(outputs, 'plan.json'), 'utf8'));

const leftOut = (data: DataFacts | undefined): Pick<PreparedDataset, 'left_out'> => {
  if (!data) return {};
  const reasons = { damaged: data.damaged, 'without a caption': data.captionless, ...data.left_out };
  const all = Object.entries(reasons).map(([reason, count]) => ({ reason: reason.replaceAll('-', ' '), count }));
  return { left_out: all.filter(({ count }) => count > 0) };
};

type Chosen = { readonly line: ClipLine; readonly window: number };
type Counted = {
  readonly datasets: ReadonlyMap<string, PreparedDataset>;
  readonly quarantined: readonly Quarantined[];
  readonly more_quarantined: number;
  readonly samples: number;
  readonly chosen: readonly Chosen[];
};

/** One pass over the clips: what is kept of them does not grow with their number. */
const countClips = async ({ outputs }: Compiled, { endings }: Summaries): Promise<Counted> => {
  const datasets = new Map<string, Counting>();
  const quarantined: Quarantined[] = [];
  const { offer, chosen } = chooser<Chosen>(most.strips);
  let [more, samples] = [0, 0];
  for await (const line of clipLines(join(outputs, 'clips.tsv'))) {
    const dataset = datasets.get(line.dataset) ?? counting(line.dataset);
    datasets.set(line.dataset, dataset);
    const ending = endings.get(line.clip);
    count(dataset, line, ending?.state);
    if (
      ending?.state === 'quarantined' &&
      quarantined.push({ ...ending, clip: line.clip, source: line.source }) > most.quarantined
    ) {
      quarantined.pop();
      more++;
    }
    if (ending?.state !== 'verified') continue;
    samples += line.windows;
    line.coverage.forEach((coverage, window) => {
      offer({ of: { line, window }, name: `${line.clip} ${window}`, coverage });
    });
  }
  return { datasets, quarantined, more_quarantined: more, samples, chosen: chosen().map((each) => each.of) };
};

type Counting = { -readonly [Key in keyof Omit<PreparedDataset, 'coverage'>]: PreparedDataset[Key] } & {
  coverage: number[];
};

const counting = (name: string): Counting => ({
  ...{ name, clips: 0, verified: 0, quarantined: 0, waiting: 0, samples: 0 },
  coverage: Array.from({ length: 10 }, () => 0),
  least_coverage: 1,
});

const count = (dataset: Counting, { windows, coverage }: ClipLine, state: string | undefined): void => {
  dataset.clips++;
  if (state === 'quarantined') dataset.quarantined++;
  else if (state !== 'verified') dataset.waiting++;
  else {
    dataset.verified++;
    dataset.samples += windows;
    for (const each of coverage) {
      dataset.least_coverage = Math.min(dataset.least_coverage, each);
      const bin = Math.min(9, Math.floor(each * 10 + 1e-6));
      dataset.coverage[bin] = (dataset.coverage[bin] ?? 0) + 1;
    }
  }
};

/** Where clips and samples lie, and how long a sample is. */
type Places = Pick<Compiled, 'data' | 'work'> & { readonly span: number };

/** Strips in the order that was chosen; when their time is up the rest is left out. */
const stripsOf = async (places: Places, chosen: readonly Chosen[]): Promise<readonly Strip[]> => {
  const started = performance.now();
  const made: (Strip | undefined)[] = chosen.map(() => undefined);
  const queue = chosen.entries();
  const worker = async (): Promise<void> => {
    for (const [index, each] of queue)
      if (performance.now() - started < most.time) made[index] = await madeStrip(places, each);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return made.filter((each) => each !== undefined);
};

const madeStrip = async ({ data, work, span }: Places, { line, window }: Chosen): Promise<Strip> => {
  const sample = join(work, 'clips', `${line.clip}.w${window}.mp4`);
  const [clip, made] = await Promise.all([
    stripOf(resolve(data, line.source), line.seconds),
    existsSync(sample) ? stripOf(sample, span) : undefined,
  ]);
  return {
    source: line.source,
    dataset: line.dataset,
    window: window + 1,
    windows: line.windows,
    seconds: line.seconds,
    shown: line.shown[window] ?? { start: 0, end: line.seconds },
    coverage: line.coverage[window] ?? 0,
    caption: line.captions[window] ?? '',
    ...(clip && made ? { pictures: { clip, sample: made } } : {}),
  };
};
