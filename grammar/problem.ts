import type { Span } from './ast.ts';
import { plain } from './plain.ts';

/** Something in the text that is not written as cogx is written. */
export type Problem = {
  /** The name of the problem; each has a page of its own. */
  readonly code: string;
  readonly message: string;
  readonly help?: string;
  readonly span: Span;
  /** What it makes doubtful: nothing else should be said of it. Where a part of a line is left out, all of that part. */
  readonly reach: Span;
  /** That something from `span` on is in no tree, so that what seems to be missing around it may stand there. */
  readonly leavesOut?: true;
  /** A name and a value that other lines say, as cogx writes them: who knows the words can tell where they stand. */
  readonly entry?: { readonly name: string; readonly value: string };
  /** What whoever found it would write; nobody has tried it yet. */
  readonly mend?: Mend;
};

/** What to write where, so that a problem is gone. */
export type Mend = {
  /** `safe` where nothing else can have been meant. */
  readonly safety: 'safe' | 'unsafe';
  /** In the order of the text; they do not overlap. */
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
};

/** A problem before it is known how far it reaches. */
export type Finding = Omit<Problem, 'reach'>;

export type Saying = Pick<Problem, 'code' | 'message' | 'help'>;

/** A piece of the author's text for a message: on one line, and short. */
export const shown = (text: string): string => {
  const letters = [...plain(text)];
  return letters.length > 40 ? `${letters.slice(0, 37).join('')}...` : letters.join('');
};
