/**
 * Which source picture each frame of each sample shows, worked out from packet times by counting alone: a second opinion, which
 * shares nothing with the compiler but the meaning of the words.
 */

export type Film = {
  /** When each picture is shown, from the first on; of an interlaced film, each field. */
  readonly times: readonly number[];
  /** When the last one ends. */
  readonly end: number;
};

/** The words of a dataset's frame policy, as they stand in the file. */
export type Words = {
  readonly above?: 'drop' | 'stride' | 'retime' | 'reject';
  readonly below?: 'duplicate' | 'interpolate' | 'retime' | 'reject';
  readonly longer?: 'head' | 'middle' | 'windows' | 'span' | 'retime' | 'reject';
  readonly shorter?: 'reject' | 'hold' | 'loop' | 'boomerang' | 'retime';
  readonly every?: number;
  readonly by?: 'time' | 'index';
  readonly stride?: number;
  readonly most?: number;
};

export type Sample = { readonly count: number; readonly rate: number };
/** What a caption describes, in seconds. */
export type Span = readonly [number, number];

/** A frame of a sample: the number of a picture, or a place between two. */
export type Frames = readonly number[];

/** ffmpeg.md 1.1: a picture that comes up to this much after a tick is in time for it. */
const late = 0.00107;

const upTo = (number: number): number[] => Array.from({ length: number }, (_, index) => index);

/** The newest picture that is not later than a moment. */
const newest = ({ times }: Film, moment: number): number => {
  let found = 0;
  times.forEach((time, index) => {
    if (time <= moment + late) found = index;
  });
  return found;
};

const lastTime = ({ times }: Film): number => times.at(-1) ?? 0;
const rateOf = (film: Film): number => (film.times.length - 1) / lastTime(film);
const isEven = (film: Film): boolean =>
  film.times.every((time, index) => Math.abs(time - index / rateOf(film)) <= Math.max(0.002, 0.02 / rateOf(film)));

/** A film on ticks: what each shows, how many it fills, how much of the film lies between two. */
type Row = { readonly at: (tick: number) => number; readonly ticks: number; readonly tick: number };

const byTime = (film: Film, { rate }: Sample): Row => ({
  at: (tick) => newest(film, tick / rate),
  ticks: Math.max(Math.floor((lastTime(film) + late) * rate) + 1, Math.floor(film.end * rate + 0.02)),
  tick: 1 / rate,
});

const byCount = (film: Film, every: number): Row => ({
  at: (tick) => Math.min(film.times.length - 1, tick * every),
  ticks: Math.ceil(film.times.length / every),
  tick: every / rateOf(film),
});

const rowOf = (film: Film, words: Words, sample: Sample): Row | undefined => {
  const own = rateOf(film);
  const isNear = Math.abs(own / sample.rate - 1) <= 0.03;
  if (!isEven(film) || isNear) return byTime(film, sample);
  const word = own > sample.rate ? (words.above ?? 'drop') : (words.below ?? 'duplicate');
  if (word === 'reject') return undefined;
  if (word === 'retime') return byCount(film, 1);
  if (word === 'stride') return byCount(film, words.every ?? nearest(own / sample.rate));
  if (word === 'interpolate')
    return { ...byTime(film, sample), at: (tick) => Math.min(film.times.length - 1, (tick / sample.rate) * own) };
  return byTime(film, sample);
};

/** Of all strides the one whose speed is off by the smallest factor. */
const nearest = (ratio: number): number => {
  const strides = upTo(Math.ceil(ratio) + 1).map((index) => index + 1);
  const off = (stride: number) => Math.abs(Math.log(stride / ratio));
  return strides.reduce((best, stride) => (off(stride) < off(best) - 1e-12 ? stride : best), 1);
};

/** The samples that each span of a film gives; none where a word leaves it out. */
export const oracle = (
  film: Film,
  words: Words,
  sample: Sample,
  spans?: readonly Span[],
): readonly (readonly Frames[])[] => {
  const row = rowOf(film, words, sample);
  return (spans ?? [[0, film.end]]).map((span) => (row ? ofSpan(film, words, sample, row, span) : []));
};

const ofSpan = (film: Film, words: Words, sample: Sample, row: Row, [start, end]: Span): readonly Frames[] => {
  const { count } = sample;
  const isWhole = end >= film.end - 0.02 * row.tick;
  const first = Math.ceil(start / row.tick - 0.02);
  const behind = isWhole ? row.ticks : Math.min(row.ticks, Math.floor(end / row.tick + 0.02));
  const ticks = behind - first;
  const from = (tick: number): Frames => upTo(count).map((index) => row.at(tick + index));
  if (ticks === count || (ticks === count - 1 && ticks > 0)) return [from(first)];
  const squeezed = () => upTo(count).map((index) => at(start + (index * (end - start)) / count));
  const interpolates = words.below === 'interpolate' && isEven(film) && rateOf(film) < 0.97 * sample.rate;
  const at = (moment: number) =>
    interpolates ? Math.min(film.times.length - 1, moment * rateOf(film)) : newest(film, moment);
  if (ticks > count)
    switch (words.longer ?? 'head') {
      case 'head':
        return [from(first)];
      case 'middle':
        return [from(first + Math.floor((ticks - count) / 2))];
      case 'windows':
        return upTo(words.most ?? 8)
          .map((index) => index * (words.stride ?? count))
          .filter((tick) => tick + count <= ticks)
          .map((tick) => from(first + tick));
      case 'span':
        return [words.by === 'index' ? evenly(film, count, [start, end]) : spread(film, count, [start, end], at)];
      case 'retime':
        return [squeezed()];
      case 'reject':
        return [];
    }
  const part = upTo(Math.max(0, ticks)).map((index) => row.at(first + index));
  switch (words.shorter ?? 'reject') {
    case 'reject':
      return ticks > 0 && first + count <= row.ticks + 1 ? [from(first)] : [];
    case 'hold':
      return [isWhole ? from(first) : upTo(count).map((index) => part[Math.min(index, ticks - 1)] ?? -1)];
    case 'loop':
      return [upTo(count).map((index) => part[index % ticks] ?? -1)];
    case 'boomerang': {
      const swing = [...part, ...part.slice(1, -1).reverse()];
      return [upTo(count).map((index) => swing[index % swing.length] ?? -1)];
    }
    case 'retime':
      return [squeezed()];
  }
};

/** ffmpeg.md 1.2, uniform by time: from the first picture of a span to its last, both shown. */
const spread = (film: Film, count: number, [start, end]: Span, at: (moment: number) => number): Frames => {
  const last = end >= film.end - 1e-3 ? lastTime(film) : end - 1 / rateOf(film);
  return upTo(count).map((index) => at(start + (index * (last - start)) / (count - 1)));
};

/** ffmpeg.md 1.2, uniform by index: linspace(first, last, count), rounded down. */
const evenly = (film: Film, count: number, [start, end]: Span): Frames => {
  const inside = upTo(film.times.length).filter((index) => {
    const time = film.times[index] ?? 0;
    return time >= start - late && (time < end - late || end >= film.end - 1e-3);
  });
  const [first = 0] = inside;
  return upTo(count).map((index) => first + Math.floor((index * (inside.length - 1)) / (count - 1)));
};
