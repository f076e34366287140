import type { FramePolicy } from '../plan/pipeline.ts';
import type { Seconds } from './coverage.ts';
import type { Video } from './inventory.ts';
import type { Pace } from './pace.ts';
import type { Act, Grid, LeftOut, Part } from './take.ts';
import { dust, lastOf, pictureRateOf, picturesOf, slack } from './ticks.ts';

/** Where the samples of one stretch of a clip lie on its ticks. */
export type Layout = {
  readonly grid: Grid;
  readonly part?: Part;
  readonly windows: readonly { readonly start: number; readonly shown: Seconds }[];
  readonly acted: readonly Act[];
};

export type Shot = {
  readonly video: Video;
  readonly policy: FramePolicy;
  readonly pace: Pace;
  /** Frames of a sample. */
  readonly count: number;
};

/** Lays windows inside a stretch, from its start. */
export const layOut = (shot: Shot, stretch: Seconds): Layout | LeftOut => {
  const { pace, count } = shot;
  const start = Math.max(0, Math.ceil(stretch.start / pace.second - dust));
  const toEnd = stretch.end >= shot.video.duration - dust * pace.second;
  const end = toEnd ? pace.ticks : Math.min(pace.ticks, Math.floor(stretch.end / pace.second + dust));
  const inside: Inside = { ...stretch, first: start, ticks: end - start };
  const missing = count - inside.ticks;
  if (missing < 0) return longer(shot, inside);
  // One tick more is what follows, and at the end of the clip its last picture once more.
  if (missing <= 1 && inside.ticks > 0) return plain(shot, [start], []);
  return shorter(shot, inside);
};

/** A stretch, with its first tick and its number of ticks. */
type Inside = Seconds & { readonly first: number; readonly ticks: number };

const plain = ({ video, pace, count }: Shot, starts: readonly number[], acted: readonly Act[]): Layout => ({
  grid: pace,
  acted,
  windows: starts.map((start) => ({
    start,
    shown: { start: start * pace.second, end: Math.min(video.duration, (start + count) * pace.second) },
  })),
});

/** All of a stretch in exactly one sample. */
const whole = (stretch: Seconds, act: Act, rest: Pick<Layout, 'grid' | 'part'>): Layout => ({
  ...rest,
  acted: [act],
  windows: [{ start: 0, shown: { start: stretch.start, end: stretch.end } }],
});

const longer = (shot: Shot, inside: Inside): Layout | LeftOut => {
  const { policy, count } = shot;
  const { first, ticks } = inside;
  const at = (starts: readonly number[]) => plain(shot, starts, ['longer']);
  switch (policy.longer.kind) {
    case 'head':
      return at([first]);
    case 'middle':
      return at([first + Math.floor((ticks - count) / 2)]);
    case 'windows': {
      const { stride, most } = policy.longer;
      const fitting = Math.floor((ticks - count) / stride) + 1;
      return at(Array.from({ length: Math.min(most, fitting) }, (_, index) => first + index * stride));
    }
    case 'span':
      return whole(inside, 'longer', { grid: spread(shot, inside, policy.longer.by) });
    case 'retime':
      return whole(inside, 'longer', { grid: squeezed(shot, inside) });
    case 'reject':
      return { reason: 'longer', acted: ['longer'] };
  }
};

const shorter = (shot: Shot, inside: Inside): Layout | LeftOut => {
  const { policy, pace, count } = shot;
  const { first, ticks } = inside;
  if (ticks <= 0) return { reason: 'shorter', acted: ['shorter'] };
  switch (policy.shorter) {
    case 'hold':
      // At the end of the clip it is the clip's last picture, which the last tick need not show.
      if (first + ticks === pace.ticks) return plain(shot, [first], ['shorter']);
      return whole(inside, 'shorter', { grid: pace, part: { start: first, ticks, fill: 'hold' } });
    case 'loop':
    case 'boomerang': {
      // Of two pictures to and fro is the same as again and again.
      const fill = policy.shorter === 'boomerang' && ticks <= 2 ? 'loop' : policy.shorter;
      return whole(inside, 'shorter', { grid: pace, part: { start: first, ticks, fill } });
    }
    case 'retime':
      return whole(inside, 'shorter', { grid: squeezed(shot, inside) });
    case 'reject':
      // Where the clip goes on the sample does too, and its coverage tells.
      if (first + count <= pace.ticks + 1) return plain(shot, [first], []);
      return { reason: 'shorter', acted: ['shorter'] };
  }
};

/** The stretch at the speed that fits it into a sample. */
const squeezed = (shot: Shot, { start, end }: Seconds): Grid => {
  const { pace, count } = shot;
  if (pace.timing.kind !== 'interpolate')
    return { timing: { kind: 'hold' }, from: start, second: (end - start) / count, ticks: count };
  // What is made up begins with a picture of the clip.
  const from = firstIn(shot, start) / pictureRateOf(shot.video);
  return { timing: pace.timing, from, second: (end - from) / count, ticks: count };
};

/** The stretch from its first picture to its last, which are the first and the last tick. */
const spread = (shot: Shot, stretch: Seconds, by: 'time' | 'index'): Grid => {
  const { video, count } = shot;
  const gaps = Math.max(1, count - 1);
  const own = pictureRateOf(video);
  const toEnd = stretch.end >= video.duration - dust / own;
  const ofClip = stretch.start === 0 && toEnd;
  // Which pictures lie in a part of a clip of variable rate is not known: that is spread by time.
  if (by === 'index' && (video.constant_rate || ofClip)) {
    const first = firstIn(shot, stretch.start);
    const end = toEnd ? picturesOf(video) : Math.min(picturesOf(video), firstIn(shot, stretch.end));
    const pictures = Math.max(1, end - first);
    const from = first / own;
    return {
      timing: { kind: 'index', first, pictures },
      from,
      second: Math.max(1, pictures - 1) / own / gaps,
      ticks: count,
    };
  }
  const grid = squeezed(shot, stretch);
  const last = toEnd ? lastOf(video) : stretch.end - 1 / own;
  return { ...grid, second: Math.max(last - grid.from, 1e-6) / gaps };
};

/** The first picture that is not before a moment, of an even rate. */
const firstIn = ({ video }: Shot, moment: number): number =>
  Math.max(0, Math.ceil((moment - slack) * pictureRateOf(video)));
