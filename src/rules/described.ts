import type { RuleFacts } from '../diagnostics/report.ts';
import type { Example, Rule } from './rule.ts';

/** What the formats for machines carry of a rule. */
export const described = ({ code, severity, certain, why, bad, good, sources }: Rule): RuleFacts => ({
  code,
  severity,
  certain,
  why,
  bad: textOf(bad),
  good: textOf(good),
  sources,
});

const textOf = (example: Example): string => (typeof example === 'string' ? example : example.text);
