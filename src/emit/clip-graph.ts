import { type Placement, placementOf } from '../media/geometry.ts';
import type { Video } from '../media/inventory.ts';
import { type Fraction, fractionOf, printRate } from '../media/rate.ts';
import type { Sampling } from '../media/sampling.ts';
import { pictureRateOf, slack } from '../media/ticks.ts';
import type { FramePolicy, Plan } from '../plan/pipeline.ts';
import { colourOf } from './clip-colour.ts';
import { type Chain, type Filter, filter, printGraph, withOptions } from './filters.ts';

export type ClipCut = {
  readonly video: Video;
  readonly sampling: Sampling;
  readonly policy: FramePolicy;
  /** What a sample is. */
  readonly frames: Pick<Plan['frames'], 'count' | 'rate' | 'size'>;
};

/** The graph that makes samples [w0], [w1] … of a clip: time, picture, colour, windows. One decode a clip. */
export const clipGraph = (cut: ClipCut): string => {
  const { video, sampling, policy, frames } = cut;
  const rate = fractionOf(frames.rate);
  const ends = sampling.windows.map(({ start }) => start + frames.count);
  const timed = { ...cut, rate, end: Math.max(...ends) };
  const placement = placementOf(video, policy, frames.size);
  const fields = video.interlaced ? [withOptions('bwdif', { mode: 'send_field' })] : [];
  const picture = [...sized(cut, placement), ...colourOf(video), ...plain];
  const time = timeOf(timed);
  const whole =
    sampling.timing.kind === 'interpolate'
      ? [...picture, ...time, ...repeated(timed)]
      : [...time, ...picture, ...repeated(timed)];
  return printGraph(windowed(cut, rate, [...fields, ...whole]));
};

/** Square pixels of 8 bits, and nothing else: newer ffmpegs carry HDR metadata of the source into the sample. */
const plain = [withOptions('sidedata', { mode: 'delete' }), filter('setsar', 1), filter('format', 'yuv420p')];

type Timed = ClipCut & { readonly rate: Fraction; readonly end: number };

/** Source frames → ticks 0 … end - 1 of the target rate. The rate is always said last: from ffmpeg 7 on `setpts` hides it. */
const timeOf = (timed: Timed): Filter[] => {
  const { sampling, rate, end } = timed;
  const { kind } = sampling.timing;
  const ticks = [
    ...(kind === 'hold' ? heldTicks(timed) : kind === 'one-to-one' ? countedTicks(timed) : madeUpTicks(timed)),
  ];
  const last = sampling.added.kind === 'loop' ? sampling.ticks : end;
  return [...ticks, toRate(rate, kind), trimTo(last)];
};

const toRate = (rate: Fraction, kind: Sampling['timing']['kind']): Filter =>
  kind === 'interpolate'
    ? withOptions('minterpolate', { fps: printRate(rate), mi_mode: 'mci', scd: 'none' })
    : { name: 'fps', values: [printRate(rate)], options: { start_time: 0 } };

const trimTo = (end: number): Filter => withOptions('trim', { end_frame: end });

/** Ticks in which the last frame is held: those that were planned, and no more, so that a file that broke off is seen. */
const heldAtEnd = ({ sampling }: Timed): number => (sampling.added.kind === 'hold' ? sampling.added.ticks : 0);

/**
 * Each frame goes to the first tick that is not before it; `fps` fills and drops. Time bases are made fine first, because AVI counts
 * in frames. The last frame is held a little longer, else it never gets its tick.
 */
const heldTicks = (timed: Timed): Filter[] => {
  const { video, sampling, rate } = timed;
  const tick = rate.denominator / rate.numerator;
  const own = 1 / pictureRateOf(video);
  const held = (heldAtEnd(timed) + 1) * tick * sampling.speed + Math.max(0.25, video.duration - video.span, 2 * own);
  const perSecond = number(1 / (tick * sampling.speed));
  const seconds = rate.denominator === 1 ? `/${rate.numerator}` : `*${rate.denominator}/${rate.numerator}`;
  return [
    filter('settb', 'AVTB'),
    withOptions('tpad', { stop_duration: number(held), stop_mode: 'clone' }),
    filter('setpts', `max(0,ceil((T-STARTT-${slack})*${perSecond}))${seconds}/TB`),
  ];
};

/** Frame i becomes tick i. */
const countedTicks = (timed: Timed): Filter[] => [
  withOptions('tpad', { stop: heldAtEnd(timed) + 1, stop_mode: 'clone' }),
  filter('settb', `${timed.rate.denominator}/${timed.rate.numerator}`),
  filter('setpts', 'N'),
];

/** Frames are made up between two, so the last one needs a few copies behind it to be reached. */
const madeUpTicks = (timed: Timed): Filter[] => {
  const { video, sampling, rate } = timed;
  const seconds = (heldAtEnd(timed) * rate.denominator * sampling.speed) / rate.numerator;
  return [
    withOptions('tpad', { stop: 3 + Math.ceil(seconds * pictureRateOf(video)), stop_mode: 'clone' }),
    filter('settb', 'AVTB'),
    filter('setpts', sampling.speed === 1 ? 'PTS-STARTPTS' : `(PTS-STARTPTS)/${number(sampling.speed)}`),
  ];
};

/** The clip from its start again, after its picture has become small. */
const repeated = ({ sampling, rate, end }: Timed): Filter[] =>
  sampling.added.kind === 'loop'
    ? [
        withOptions('loop', { loop: -1, size: sampling.ticks }),
        filter('settb', `${rate.denominator}/${rate.numerator}`),
        filter('setpts', 'N'),
        toRate(rate, 'hold'),
        trimTo(end),
      ]
    : [];

/** Bicubic is a fair choice for all sizes; the other two make the pixels the same on every processor. */
const scaling = 'bicubic+accurate_rnd+bitexact';

const sized = ({ policy, frames: { size } }: ClipCut, { scaled, left, top }: Placement): Filter[] => {
  const scale: Filter = {
    name: 'scale',
    values: [scaled.width, scaled.height],
    options: { flags: scaling, out_range: 'tv' },
  };
  if (scaled.width === size.width && scaled.height === size.height) return [scale];
  return policy.fit === 'contain'
    ? [scale, filter('pad', size.width, size.height, left, top, 'black')]
    : [scale, filter('crop', size.width, size.height, left, top)];
};

const windowed = ({ sampling, frames: { count } }: ClipCut, rate: Fraction, filters: readonly Filter[]): Chain[] => {
  const cutOut = (start: number): Filter[] => [
    withOptions('trim', { start_frame: start, end_frame: start + count }),
    filter('setpts', 'PTS-STARTPTS'),
    filter('fps', printRate(rate)),
    // When a later window ends, `fps` repeats the last picture of an earlier one up to there.
    trimTo(count),
  ];
  const starts = sampling.windows.map(({ start }) => start);
  if (starts.length === 1) {
    const [start = 0] = starts;
    return [{ from: ['0:V:0'], filters: [...filters, ...(start > 0 ? cutOut(start) : [])], to: ['w0'] }];
  }
  return [
    {
      from: ['0:V:0'],
      filters: [...filters, filter('split', starts.length)],
      to: starts.map((_, index) => `s${index}`),
    },
    ...starts.map((start, index) => ({ from: [`s${index}`], filters: cutOut(start), to: [`w${index}`] })),
  ];
};

/** Twelve digits: a millionth of a tick after a day. */
const number = (value: number): string => String(Number(value.toPrecision(12)));
