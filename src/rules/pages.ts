import type { RuleFacts } from '../diagnostics/report.ts';
import type { Example } from './rule.ts';
import { rules } from './rules.ts';

type Page = RuleFacts & {
  /** Whether it finds nothing without an inventory. */
  readonly readsClips: boolean;
};

/**
 * What a rule says of itself, by its code. All that is read of it beside its check is read here: the build leaves `why`, `bad`, `good`,
 * `quiet`, `sources` and `catches` out of what a check loads.
 */
export const pageOf = (wanted: string): Page | undefined => {
  const rule = rules.find(({ code }) => code === wanted);
  if (!rule) return undefined;
  const { code, severity, certain, why, bad, good, sources } = rule;
  return { code, severity, certain, why, bad: textOf(bad), good: textOf(good), sources, readsClips: holdsClips(bad) };
};

const textOf = (example: Example): string => (typeof example === 'string' ? example : example.text);

const holdsClips = (example: Example): boolean => typeof example !== 'string' && example.clips !== undefined;
