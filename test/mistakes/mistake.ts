import type { Severity } from '../../src/diagnostics/diagnostic.ts';
import type { Example } from '../../src/rules/rule.ts';

/** How a mistake that cost people GPU hours ends here. */
export type Mistake = {
  /** Our own number: M001 and so on from threads, C01 and so on from sources that were read. */
  readonly id: string;
  readonly title: string;
} & (Caught | Impossible | OutOfReach);

/** A rule catches it. */
type Caught = {
  readonly code: string;
  /** The severity that the catalogue asks for, and why ours differs where it does. */
  readonly asks: Severity;
  readonly differs?: string;
  /** The mistake written in cogx; where it is left out, the bad example of the rule is it. */
  readonly written?: Example;
};

/** No file can say it: a test of what is emitted shows that. */
type Impossible = { readonly test: string; readonly named: string; readonly because: string };

type OutOfReach = { readonly reason: string };
