import { join } from 'node:path';
import type { PreparedDataset, Quarantined } from '../../../report/prepared.ts';
import type { Places } from '../compiled.ts';
import { chooser } from './choose.ts';
import { type ClipLine, clipLines } from './clips.ts';
import type { Summaries } from './summaries.ts';

export type Chosen = { readonly line: ClipLine; readonly window: number };

/** What one dataset comes to, and the samples to show of it, so many or fewer. */
export type CountedDataset = Omit<PreparedDataset, 'left_out' | 'strips'> & {
  readonly chosen: (wanted: number) => readonly Chosen[];
};

export type Counted = {
  readonly datasets: readonly CountedDataset[];
  readonly quarantined: readonly Quarantined[];
  readonly more_quarantined: number;
};

/** How many of each are kept at most. */
export type Most = { readonly strips: number; readonly quarantined: number };

/** One pass over the clips: what is kept of them does not grow with their number. */
export const countClips = ({ outputs, seed }: Places, { endings }: Summaries, most: Most): Counted => {
  const datasets = new Map<string, Counting>();
  const quarantined: Quarantined[] = [];
  let more = 0;
  for (const line of clipLines(join(outputs, 'clips.tsv'))) {
    const dataset = datasets.get(line.dataset) ?? counting(line.dataset, { most: most.strips, seed });
    datasets.set(line.dataset, dataset);
    const ending = endings.get(line.clip);
    count(dataset, line, ending?.state);
    if (ending?.state !== 'quarantined') continue;
    const { source, dataset: name } = line;
    const { stage, reason, detail } = ending;
    if (quarantined.length < most.quarantined) quarantined.push({ source, dataset: name, stage, reason, detail });
    else more++;
  }
  const all = [...datasets.values()].map(({ offer: _, ...dataset }) => dataset);
  return { datasets: all, quarantined, more_quarantined: more };
};

const counting = (name: string, choice: { readonly most: number; readonly seed: number }) => ({
  ...{ name, clips: 0, verified: 0, quarantined: 0, waiting: 0, samples: 0 },
  coverage: Array.from({ length: 10 }, () => 0),
  least_coverage: 1,
  ...chooser<Chosen>(choice),
});
type Counting = ReturnType<typeof counting>;

const count = (dataset: Counting, line: ClipLine, state: string | undefined): void => {
  dataset.clips++;
  if (state === 'quarantined') dataset.quarantined++;
  else if (state !== 'verified') dataset.waiting++;
  else {
    dataset.verified++;
    dataset.samples += line.windows;
    for (const [window, coverage] of line.coverage.entries()) {
      dataset.least_coverage = Math.min(dataset.least_coverage, coverage);
      const bin = Math.min(9, Math.floor(coverage * 10 + 1e-6));
      dataset.coverage[bin] = (dataset.coverage[bin] ?? 0) + 1;
      dataset.offer({ of: { line, window }, name: `${line.clip} ${window}`, coverage });
    }
  }
};
