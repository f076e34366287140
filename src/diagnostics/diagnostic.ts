import type { Span } from '../../grammar/ast.ts';

export type Severity = 'error' | 'warning' | 'note';

/** A place in a text that an author wrote. `file` is the path as given on the command line or in `use`. */
export type Place = { readonly file: string; readonly span: Span };

/** A piece of text and what takes its place. */
export type Edit = { readonly place: Place; readonly text: string };

/** A way out that needs nobody to think. */
export type Fix = {
  /** `safe`: nothing else can have been meant, or the run learns the same with it. `unsafe`: the author decides. */
  readonly safety: 'safe' | 'unsafe';
  /** They do not overlap. */
  readonly edits: readonly Edit[];
  /** What it does: `Write "16 fps" instead of "16".` */
  readonly says: string;
};

/** One finding, ready to be shown: to a person, to CI, to an editor. */
export type Diagnostic = {
  /** The name of the problem, as `cogx explain` knows it. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence, present tense, with the author's words and numbers. */
  readonly message: string;
  /** One sentence that can be obeyed. */
  readonly help?: string;
  /** Absent where the problem lies in no text (an inventory, a flag). */
  readonly place?: Place;
  /** The word of the plan that it is about, printed: stays when lines move. Absent where it is about none. */
  readonly path?: string;
  /** Other places that have a part in it, each with a word on why. */
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
  readonly fix?: Fix;
};
