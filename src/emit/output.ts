/** One file that `cogx compile` writes. */
export type Output = {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  /** Whole text; or its lines, each with its end, where there may be a million: made as they are asked for, and again each time. */
  readonly text: string | Iterable<string>;
  readonly executable?: boolean;
};
