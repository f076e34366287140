import { isWide } from './colour.ts';
import { type Clip, rateOf, type Video } from './inventory.ts';
import type { Looking } from './looking.ts';

/** What clips are like, counted in one pass: nothing grows with their number. */
export type Statistics = {
  readonly clips: number;
  readonly damaged: number;
  readonly captionless: number;
  /** On screen, of the clips that can be used. */
  readonly seconds: number;
  readonly bytes: number;
  readonly charts: readonly Chart[];
};

/** How many clips are of each kind: kinds in their own order, or the most frequent first. */
export type Chart = {
  readonly title: string;
  readonly bins: readonly { readonly label: string; readonly count: number }[];
};

/** Kinds that a chart names; the rest is one. */
const named = 12;

/** Counts how often each label comes; so many different ones that they are no kinds any more are counted together. */
const tally = () => {
  const counts = new Map<string, number>();
  return {
    add: (label: string): void => {
      const known = counts.has(label) || counts.size < 1000 ? label : 'other';
      counts.set(known, (counts.get(known) ?? 0) + 1);
    },
    frequent: (): Chart['bins'] => {
      const all = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
      const rest = all.slice(named).reduce((sum, [, count]) => sum + count, 0);
      const bins = all.slice(0, named).map(([label, count]) => ({ label, count }));
      return rest > 0 ? [...bins, { label: 'other', count: rest }] : bins;
    },
  };
};

/** Counts values between bounds; what lies outside has the first and the last bin. */
const ranges = (bounds: readonly number[], unit: string) => {
  const counts = Array.from({ length: bounds.length + 1 }, () => 0);
  const label = (index: number): string => {
    const [from, to] = [bounds[index - 1], bounds[index]];
    if (from === undefined) return `below ${to} ${unit}`;
    return to === undefined ? `${from} ${unit} or more` : `${from} to ${to} ${unit}`;
  };
  return {
    add: (value: number): void => {
      const bin = bounds.findIndex((bound) => value < bound);
      const index = bin < 0 ? bounds.length : bin;
      counts[index] = (counts[index] ?? 0) + 1;
    },
    /** Without empty bins at either end. */
    bins: (): Chart['bins'] => {
      const bins = counts.map((count, index) => ({ label: label(index), count }));
      const filled = bins.map(({ count }) => count > 0);
      return bins.slice(Math.max(0, filled.indexOf(true)), filled.lastIndexOf(true) + 1);
    },
  };
};

/** Rates that cameras and films have; containers write them with a little dust. */
const rates = [8, 10, 12, 12.5, 15, 16, 20, 24_000 / 1001, 24, 25, 30_000 / 1001, 30, 48, 50, 60_000 / 1001, 60, 120];

const rateLabel = (video: Video): string => {
  if (!video.constant_rate) return 'variable';
  const rate = rateOf(video);
  const near = rates.find((each) => Math.abs(rate / each - 1) < 0.0004) ?? rate;
  return `${Number(near.toFixed(2))} fps`;
};

const kindOfPicture = (video: Video): string => {
  if (isWide(video)) return 'HDR';
  return video.interlaced ? 'interlaced' : 'progressive, SDR';
};

const counting = () => ({
  ...{ clips: 0, damaged: 0, captionless: 0, seconds: 0, bytes: 0 },
  lengths: ranges([1, 2, 4, 6, 8, 10, 15, 30, 60, 300], 's'),
  rates: tally(),
  sizes: tally(),
  pictures: tally(),
  codecs: tally(),
  words: ranges([5, 10, 20, 40, 80, 120, 160, 200, 300], 'words'),
  damages: tally(),
});
type Counting = ReturnType<typeof counting>;

/** By dataset, in the order in which their clips come. */
export const statistics = (): Looking<ReadonlyMap<string, Statistics>> => {
  const datasets = new Map<string, Counting>();
  return {
    look: (clip) => {
      const count = datasets.get(clip.dataset) ?? counting();
      datasets.set(clip.dataset, count);
      countClip(count, clip);
    },
    seen: () => new Map([...datasets].map(([name, count]) => [name, summed(count)])),
  };
};

const countClip = (count: Counting, { video, damage, captions, size }: Clip): void => {
  count.clips++;
  count.bytes += size;
  if (damage) count.damages.add(damage.reason);
  if (!video) {
    count.damaged++;
    return;
  }
  count.seconds += video.duration;
  count.lengths.add(video.duration);
  count.rates.add(rateLabel(video));
  count.sizes.add(
    `${video.width}x${video.height}${video.pixel_aspect === '1:1' ? '' : `, pixels ${video.pixel_aspect}`}`,
  );
  count.pictures.add(kindOfPicture(video));
  count.codecs.add(`${video.codec}, ${video.pixel_format}`);
  if (captions.length === 0) count.captionless++;
  for (const { text } of captions) count.words.add(text.split(/\s+/).length);
};

const summed = (count: Counting): Statistics => {
  const { clips, damaged, captionless, seconds, bytes } = count;
  const charts = [
    { title: 'length', bins: count.lengths.bins() },
    { title: 'rate', bins: count.rates.frequent() },
    { title: 'size', bins: count.sizes.frequent() },
    { title: 'picture', bins: count.pictures.frequent() },
    { title: 'codec', bins: count.codecs.frequent() },
    { title: 'caption length', bins: count.words.bins() },
    { title: 'damage', bins: count.damages.frequent() },
  ];
  return { clips, damaged, captionless, seconds, bytes, charts: charts.filter(({ bins }) => bins.length > 0) };
};
