/** How one clip becomes samples: decided here, by plain arithmetic, and only carried out by ffmpeg. */

/** Why a policy that the file chose leaves a clip out. */
export type LeftOut = { readonly reason: 'above-rate' | 'below-rate' | 'longer' | 'shorter' };

/** How source frames are laid on the ticks of the target rate. */
export type Timing =
  /** The newest source frame not later than the tick (dropping, doubling); `speed` > 1 plays faster. */
  | { readonly kind: 'hold'; readonly speed: number }
  /** Source frame i becomes tick i, whatever its time. */
  | { readonly kind: 'one-to-one' }
  /** Frames are made up between source frames by motion estimation. */
  | { readonly kind: 'interpolate' };

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
};
