import type { Span } from '../../grammar/ast.ts';

export type Severity = 'error' | 'warning' | 'note';

/** A place in a text that an author wrote. `file` is the path as given on the command line or in `use`. */
export type Place = { readonly file: string; readonly span: Span };

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
  /** Other places that have a part in it, each with a word on why. */
  readonly related?: readonly { readonly place: Place; readonly message: string }[];
};
