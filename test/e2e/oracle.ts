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

/** A picture that comes up to this much after a tick is in time for it: containers round to milliseconds. */
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
  return (spans ?? [[0, film.end]]).map(([start, end]) =>
    row && start < film.end ? ofSpan({ film, words, sample, row }, [start, Math.min(end, film.end)]) : [],
  );
};

type Known = { readonly film: Film; readonly words: Words; readonly sample: Sample; readonly row: Row };

const ofSpan = (known: Known, [start, end]: Span): readonly Frames[] => {
  const { film, sample, row } = known;
  const isWhole = end >= film.end - 0.02 * row.tick;
  const first = Math.ceil(start / row.tick - 0.02);
  const behind = isWhole ? row.ticks : Math.min(row.ticks, Math.floor(end / row.tick + 0.02));
  const laid = { first, ticks: behind - first, span: [start, end], isWhole } as const;
  if (laid.ticks === sample.count || (laid.ticks === sample.count - 1 && laid.ticks > 0)) return [from(known, first)];
  return laid.ticks > sample.count ? ofLonger(known, laid) : ofShorter(known, laid);
};

type Laid = { readonly first: number; readonly ticks: number; readonly span: Span; readonly isWhole: boolean };

const from = ({ row, sample }: Known, tick: number): Frames => upTo(sample.count).map((index) => row.at(tick + index));

/** What is shown of a moment, where speed is free. */
const at = ({ film, words, sample }: Known, moment: number): number =>
  words.below === 'interpolate' && isEven(film) && rateOf(film) < 0.97 * sample.rate
    ? Math.min(film.times.length - 1, moment * rateOf(film))
    : newest(film, moment);

/** All of a span in one sample. */
const squeezed = (known: Known, [start, end]: Span): Frames =>
  upTo(known.sample.count).map((index) => at(known, start + (index * (end - start)) / known.sample.count));

const ofLonger = (known: Known, { first, ticks, span }: Laid): readonly Frames[] => {
  const { words, sample } = known;
  const { count } = sample;
  switch (words.longer ?? 'head') {
    case 'head':
      return [from(known, first)];
    case 'middle':
      return [from(known, first + Math.floor((ticks - count) / 2))];
    case 'windows':
      return upTo(words.most ?? 8)
        .map((index) => index * (words.stride ?? count))
        .filter((tick) => tick + count <= ticks)
        .map((tick) => from(known, first + tick));
    case 'span':
      return [words.by === 'index' ? evenly(known, span) : spread(known, span)];
    case 'retime':
      return [squeezed(known, span)];
    case 'reject':
      return [];
  }
};

const ofShorter = (known: Known, { first, ticks, span, isWhole }: Laid): readonly Frames[] => {
  const { words, sample, row } = known;
  if (ticks <= 0) return [];
  const part = upTo(ticks).map((index) => row.at(first + index));
  const swing = [...part, ...part.slice(1, -1).reverse()];
  const filled = (picture: (index: number) => number | undefined): Frames[] => [
    upTo(sample.count).map((index) => picture(index) ?? -1),
  ];
  switch (words.shorter ?? 'reject') {
    case 'reject':
      return first + sample.count <= row.ticks + 1 ? [from(known, first)] : [];
    case 'hold':
      // The last picture of the film, which need not be that of its last tick; of a part, that of its last tick.
      return isWhole ? [from(known, first)] : filled((index) => part[Math.min(index, ticks - 1)]);
    case 'loop':
      return filled((index) => part[index % ticks]);
    case 'boomerang':
      return filled((index) => swing[index % swing.length]);
    case 'retime':
      return [squeezed(known, span)];
  }
};

/** From the first picture of a span to its last, both shown, at even times. */
const spread = (known: Known, [start, end]: Span): Frames => {
  const { film, sample } = known;
  const last = end >= film.end - 1e-3 ? lastTime(film) : end - 1 / rateOf(film);
  return upTo(sample.count).map((index) => at(known, start + (index * (last - start)) / (sample.count - 1)));
};

/** linspace(first, last, count), rounded down. */
const evenly = ({ film, sample }: Known, [start, end]: Span): Frames => {
  const inside = upTo(film.times.length).filter((index) => {
    const time = film.times[index] ?? 0;
    return time >= start - late && (time < end - late || end >= film.end - 1e-3);
  });
  const [first = 0] = inside;
  return upTo(sample.count).map((index) => first + Math.floor((index * (inside.length - 1)) / (sample.count - 1)));
};

/**
 * Whether the numbers read are those expected. A frame that is made up has its number where it falls on a picture, else none but
 * that of the two around it; motion is followed into places where no block was, and says nothing there.
 */
export const agrees = (got: readonly number[], wanted: Frames, isMotion = false): boolean =>
  got.length === wanted.length &&
  wanted.every((each, index) => {
    const read = got[index] ?? -1;
    const whole = Math.round(each);
    if (Math.abs(each - whole) < 0.02) return read === whole;
    return isMotion || Number.isNaN(read) || read === Math.floor(each) || read === Math.ceil(each);
  });
