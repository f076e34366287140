import type { FramePolicy } from '../plan/pipeline.ts';
import { coverageOf } from './coverage.ts';
import type { Video } from './inventory.ts';
import { exactRate } from './rate.ts';
import { pictureRateOf, picturesOf, slack, ticksAt } from './ticks.ts';

/** How one clip becomes samples: decided here, by plain arithmetic, and only carried out by ffmpeg. */

/** Words of the frame policy that may act on a clip. */
export type Act = 'above_rate' | 'below_rate' | 'longer' | 'shorter';

/** Why a policy that the file chose leaves a clip out. */
export type LeftOut = {
  readonly reason: 'above-rate' | 'below-rate' | 'longer' | 'shorter';
  /** The words that acted, the last of them being the one that left it out. */
  readonly acted: readonly Act[];
};

/** How source frames are laid on the ticks of the target rate. */
export type Timing =
  /** The newest source frame not later than the tick (dropping, doubling); `speed` > 1 plays faster. */
  | { readonly kind: 'hold'; readonly speed: number }
  /** Source frame i becomes tick i, whatever its time. */
  | { readonly kind: 'one-to-one' }
  /** Frames are made up between source frames by motion estimation. */
  | { readonly kind: 'interpolate'; readonly speed: number };

export type Window = {
  /** First tick of the window, counted from the clip's first frame at the target rate. */
  readonly start: number;
  /** The smaller of: how much of what the caption describes is shown, how much of the sample it describes. */
  readonly coverage: number;
};

export type Sampling = {
  readonly timing: Timing;
  /** Ticks that show a source frame of their own or a held one, before any is added at the end. */
  readonly ticks: number;
  /** Ticks added at the end: the last frame held, or the clip from its start again. */
  readonly added: { readonly kind: 'hold' | 'loop'; readonly ticks: number };
  readonly windows: readonly Window[];
  /** Playing speed: source seconds that one second of the sample shows. */
  readonly speed: number;
  /** Ticks that show the same source frame as the tick before. */
  readonly doubled: number;
  /** Union of the windows over the clip. */
  readonly footage_used: number;
  /** The words of the policy that acted on the clip. */
  readonly acted: readonly Act[];
};

/** What a sample is. */
export type Target = { readonly count: number; readonly rate: number };

/** Rates this near to the target are the target's: 24 against 23.976, a phone's 30.02. */
const nearRate = 0.03;

export const isLeftOut = (sampling: Sampling | LeftOut): sampling is LeftOut => 'reason' in sampling;

/** Decides how a clip becomes samples: rate first, then length. */
export const sample = (video: Video, policy: FramePolicy, target: Target): Sampling | LeftOut => {
  const frames = { count: target.count, rate: exactRate(target.rate) };
  const pace = paceOf(video, policy, frames.rate);
  if ('reason' in pace) return pace;
  const missing = frames.count - pace.ticks;
  if (missing < 0) return longer(video, policy, { ...frames, pace });
  if (missing > 1) return shorter(video, policy, { ...frames, pace });
  return laid(video, frames, { ...pace, added: { kind: 'hold', ticks: missing }, starts: [0] });
};

type Pace = {
  readonly timing: Timing;
  readonly speed: number;
  readonly ticks: number;
  readonly acted: readonly Act[];
};
type Paced = Target & { readonly pace: Pace };
type Layout = Pace & { readonly added: Sampling['added']; readonly starts: readonly number[] };

const paceOf = (video: Video, policy: FramePolicy, rate: number): Pace | LeftOut => {
  const own = pictureRateOf(video);
  const byTime = { timing: { kind: 'hold', speed: 1 }, speed: 1, ticks: ticksAt(video, rate, 1) } as const;
  if (!video.constant_rate || Math.abs(own / rate - 1) <= nearRate) return { ...byTime, acted: [] };
  const word = own > rate ? 'above_rate' : 'below_rate';
  switch (policy[word]) {
    case 'drop':
    case 'duplicate':
      return { ...byTime, acted: [word] };
    case 'interpolate':
      return { ...byTime, timing: { kind: 'interpolate', speed: 1 }, acted: [word] };
    case 'retime':
      return { timing: { kind: 'one-to-one' }, speed: rate / own, ticks: picturesOf(video), acted: [word] };
    case 'reject':
      return { reason: word === 'above_rate' ? 'above-rate' : 'below-rate', acted: [word] };
  }
};

/** The whole clip in exactly `count` ticks. */
const squeezed = (video: Video, { count, rate, pace }: Paced): Pace => {
  const speed = (video.duration * rate) / count;
  const kind = pace.timing.kind === 'interpolate' ? 'interpolate' : 'hold';
  return { ...pace, timing: { kind, speed }, speed, ticks: count };
};

const nothing = { kind: 'hold', ticks: 0 } as const;

const longer = (video: Video, policy: FramePolicy, paced: Paced): Sampling | LeftOut => {
  const { count } = paced;
  const pace = { ...paced.pace, acted: [...paced.pace.acted, 'longer'] as const };
  const at = (starts: readonly number[]) => laid(video, paced, { ...pace, added: nothing, starts });
  switch (policy.longer.kind) {
    case 'head':
      return at([0]);
    case 'middle':
      return at([Math.floor((pace.ticks - count) / 2)]);
    case 'windows': {
      const { stride, most } = policy.longer;
      const fitting = Math.floor((pace.ticks - count) / stride) + 1;
      return at(Array.from({ length: Math.min(most, fitting) }, (_, index) => index * stride));
    }
    case 'span':
      return laid(video, paced, { ...squeezed(video, { ...paced, pace }), added: nothing, starts: [0] });
    case 'reject':
      return { reason: 'longer', acted: pace.acted };
  }
};

const shorter = (video: Video, policy: FramePolicy, paced: Paced): Sampling | LeftOut => {
  const pace = { ...paced.pace, acted: [...paced.pace.acted, 'shorter'] as const };
  const missing = paced.count - pace.ticks;
  switch (policy.shorter) {
    case 'hold':
    case 'loop':
      return laid(video, paced, { ...pace, added: { kind: policy.shorter, ticks: missing }, starts: [0] });
    case 'retime':
      return laid(video, paced, { ...squeezed(video, { ...paced, pace }), added: nothing, starts: [0] });
    case 'reject':
      return { reason: 'shorter', acted: pace.acted };
  }
};

/** Puts the windows on the ticks, and says what they show. */
const laid = (video: Video, { count, rate }: Target, { starts, ...layout }: Layout): Sampling => {
  const whole = { start: 0, end: video.duration };
  const second = layout.speed / rate;
  const shown = starts.map((start) => ({
    start: start * second,
    end: Math.min(video.duration, (start + count) * second),
  }));
  return {
    timing: layout.timing,
    ticks: layout.ticks,
    added: layout.added,
    windows: starts.map((start, index) => ({ start, coverage: coverageOf(shown[index] ?? whole, whole) })),
    speed: layout.speed,
    doubled: starts.reduce((sum, start) => sum + doubledIn(video, { ...layout, starts: [start] }, { count, rate }), 0),
    footage_used: union(shown) / video.duration,
    acted: layout.acted,
  };
};

const union = (spans: readonly { readonly start: number; readonly end: number }[]): number => {
  let seen = 0;
  let end = 0;
  for (const span of spans) {
    seen += Math.max(0, span.end - Math.max(end, span.start));
    end = Math.max(end, span.end);
  }
  return seen;
};

/** Ticks of one window that repeat the tick before; of variable rate, as if its frames came evenly. */
const doubledIn = (video: Video, { timing, ticks, added, starts }: Layout, { count, rate }: Target): number => {
  const last = picturesOf(video) - 1;
  const own = pictureRateOf(video);
  const picture = (tick: number): number => {
    const within = added.kind === 'loop' ? tick % ticks : tick;
    switch (timing.kind) {
      case 'one-to-one':
        return Math.min(last, within);
      case 'hold':
        return Math.min(last, Math.floor(((within * timing.speed) / rate + slack) * own));
      case 'interpolate':
        return Math.min(last, (within * timing.speed * own) / rate);
    }
  };
  let doubled = 0;
  const [start = 0] = starts;
  for (let tick = start + 1; tick < start + count; tick++) if (picture(tick) === picture(tick - 1)) doubled++;
  return doubled;
};
