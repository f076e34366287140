import type { Seconds } from './coverage.ts';

/** Words of the frame policy that may act on a clip. */
export type Act = 'above_rate' | 'below_rate' | 'longer' | 'shorter' | 'interlaced' | 'hdr';

/** Why a policy that the file chose leaves a clip out. */
export type LeftOut = {
  readonly reason: 'above-rate' | 'below-rate' | 'longer' | 'shorter' | 'interlaced' | 'hdr';
  /** The words that acted, the last of them being the one that left it out. */
  readonly acted: readonly Act[];
};

export const isLeftOut = (result: object): result is LeftOut => 'reason' in result;

/** What a sample is. */
export type Target = { readonly count: number; readonly rate: number };

/** Which source picture a tick shows. */
export type Timing =
  /** The newest one that is not later than the tick: dropping, doubling, another speed. */
  | { readonly kind: 'hold' }
  /** Every so manieth, whatever its time; every single one where it is 1. */
  | { readonly kind: 'stride'; readonly every: number }
  /** So many pictures from the first one on, spread evenly over the ticks, whatever their times. */
  | { readonly kind: 'index'; readonly first: number; readonly pictures: number }
  /** One that is made up of the two around the tick. */
  | { readonly kind: 'interpolate'; readonly by: 'motion' | 'blend' };

/** How a clip is laid on ticks. */
export type Grid = {
  readonly timing: Timing;
  /** What tick 0 shows, in seconds after the clip's first picture. */
  readonly from: number;
  /** Source seconds from one tick to the next. */
  readonly second: number;
  /** Ticks that the clip fills. */
  readonly ticks: number;
};

/** One sample of a clip. */
export type Window = {
  /** Its first tick. */
  readonly start: number;
  /** The part of the clip that it shows. */
  readonly shown: Seconds;
  readonly caption: string;
  /** The smaller of: how much of what the caption describes is shown, how much of the sample it describes. */
  readonly coverage: number;
};

/** One way through a clip, and the samples that are cut out of it. */
export type Take = Grid & {
  /** Ticks behind the last one in which the clip's last picture is held. */
  readonly held: number;
  /** Ticks of the grid that fill a sample which is longer than they are: its tick 0 is the first of them. */
  readonly part?: Part;
  readonly windows: readonly Window[];
};

export type Part = {
  readonly start: number;
  readonly ticks: number;
  /** What fills the rest: its last picture, the part again, or the part backwards and forwards. */
  readonly fill: 'hold' | 'loop' | 'boomerang';
};
