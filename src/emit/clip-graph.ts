import { type Placement, placementOf } from '../media/geometry.ts';
import type { Video } from '../media/inventory.ts';
import { type Fraction, fractionOf, printRate } from '../media/rate.ts';
import type { Sampling } from '../media/sampling.ts';
import type { Take } from '../media/take.ts';
import type { FramePolicy, Plan } from '../plan/pipeline.ts';
import { colourOf } from './clip-colour.ts';
import { lastTick, madeUp, repeated, timed } from './clip-time.ts';
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
  const { video, sampling } = cut;
  const { takes } = sampling;
  const fields = video.interlaced ? [withOptions('bwdif', { mode: 'send_field' })] : [];
  if (takes.length === 1)
    return printGraph(takes.flatMap((take) => chainsOf(cut, take, { from: '0:V:0', fields, first: 0 })));
  const roads = takes.map((_, index) => `t${index}`);
  const apart: Chain = { from: ['0:V:0'], filters: [...fields, filter('split', takes.length)], to: roads };
  const firsts = takes.map((_, index) => takes.slice(0, index).reduce((sum, { windows }) => sum + windows.length, 0));
  return printGraph([
    apart,
    ...takes.flatMap((take, index) =>
      chainsOf(cut, take, { from: roads[index] ?? '', fields: [], first: firsts[index] ?? 0 }),
    ),
  ]);
};

type Road = {
  readonly from: string;
  readonly fields: readonly Filter[];
  /** Number of its first window. */
  readonly first: number;
};

/** Pictures are made small before new ones are made up of them or kept to come again, else after ticks are chosen. */
const chainsOf = (cut: ClipCut, take: Take, { from, fields, first }: Road): Chain[] => {
  const { video, policy, frames } = cut;
  const timing = { video, take, rate: fractionOf(frames.rate), count: frames.count };
  const picture = [...sized(cut, placementOf(video, policy, frames.size)), ...colourOf(video), ...plain];
  const isMadeUp = take.timing.kind === 'interpolate';
  const filters = isMadeUp ? [...picture, ...madeUp(timing)] : [...timed(timing), ...picture];
  const { before, filters: rest, from: again } = repeated(timing, { from, filters: [...fields, ...filters] }, first);
  return [...before, ...windowed(take, { from: again, filters: rest, first }, timing)];
};

/** Square pixels of 8 bits, and nothing else: newer ffmpegs carry HDR metadata of the source into the sample. */
const plain = [withOptions('sidedata', { mode: 'delete' }), filter('setsar', 1), filter('format', 'yuv420p')];

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

type Cutting = { readonly rate: Fraction; readonly count: number };
type Row = { readonly from: readonly string[]; readonly filters: readonly Filter[]; readonly first: number };

const windowed = ({ windows }: Take, { from, filters, first }: Row, { rate, count }: Cutting): Chain[] => {
  const cutOut = (start: number): Filter[] => [
    withOptions('trim', { start_frame: start, end_frame: start + count }),
    filter('setpts', 'PTS-STARTPTS'),
    filter('fps', printRate(rate)),
    // When a later window ends, `fps` repeats the last picture of an earlier one up to there.
    lastTick(count),
  ];
  const starts = windows.map(({ start }) => start);
  if (starts.length === 1) {
    const [start = 0] = starts;
    return [{ from, filters: [...filters, ...(start > 0 ? cutOut(start) : [])], to: [`w${first}`] }];
  }
  return [
    { from, filters: [...filters, filter('split', starts.length)], to: starts.map((_, index) => `s${first + index}`) },
    ...starts.map((start, index) => ({
      from: [`s${first + index}`],
      filters: cutOut(start),
      to: [`w${first + index}`],
    })),
  ];
};
