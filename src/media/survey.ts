/** What an inventory gives under a plan's policies, counted in one pass: nothing grows with the number of clips. */
export type Survey = { readonly datasets: Readonly<Record<string, DatasetSurvey>>; readonly samples: number };

/** How many, and the first three by name. */
export type Group = { readonly count: number; readonly first: readonly string[] };

export type DatasetSurvey = {
  /** Entries of the inventory. */
  readonly clips: number;
  readonly damaged: Group;
  readonly captionless: Group;
  /** Left out by a policy: by what, and which. */
  readonly left_out: Readonly<Record<'above-rate' | 'below-rate' | 'longer' | 'shorter', Group>>;
  /** Clips that give samples, and the samples they give (repeats not counted). */
  readonly kept: number;
  readonly samples: number;
  /** Samples whose coverage is below `captions.coverage`, and below 80 %. */
  readonly below_coverage: Group;
  readonly below_four_fifths: Group;
  /** The lowest coverage of a sample; 1 where there is none. */
  readonly least_coverage: number;
  /** Clips that play at less than 0.8 or more than 1.25 of their speed. */
  readonly off_speed: Group;
  /** Clips whose tail is a held frame for more than one tick. */
  readonly frozen_tail: Group;
  /** Clips of which `cover` cuts more than a quarter of the picture, or `stretch` distorts by more than 5 %. */
  readonly cropped: Group;
  readonly stretched: Group;
  /** Clips cut into several windows under one untimed caption. */
  readonly one_caption_for_windows: Group;
  /** How many clips each word of the frame policy acted on: `above_rate`, `below_rate`, `longer`, `shorter`. */
  readonly acted: Readonly<Record<'above_rate' | 'below_rate' | 'longer' | 'shorter', number>>;
};
