/** One file that `cogx compile` writes. */
export type Output = {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  /** Whole text, or its lines where there may be a million of them. */
  readonly text: string | Iterable<string>;
  readonly executable?: boolean;
};
