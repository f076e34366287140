import type { RuleFacts } from './diagnostics/report.ts';
import { pageOf } from './rules/pages.ts';
import { rules } from './rules/rules.ts';

/** The page of a finding: why it matters, how it looks, how it is cured. */
export const explain = (code: string): string | undefined => {
  const rule = pageOf(code);
  return rule && page(rule);
};

/** Every code with its severity, one a line, and what the last word says. */
export const allCodes = (): string =>
  [
    ...rules.map(
      ({ code, severity, certain }) => `${code.padEnd(28)} ${severity.padEnd(8)} ${certain ? 'certain' : 'advice'}`,
    ),
    '',
    'certain: the run would fail, or do something else than the file says; advice: what experience says against it,',
    'which a comment can waive. cogx explain CODE has the page of each.',
  ].join('\n');

const page = (rule: RuleFacts): string =>
  [
    `${rule.code} (${rule.severity}, ${rule.certain ? 'certain' : 'advice'})`,
    rule.why,
    rule.certain
      ? "Certain: the run fails, or does something else than the file says. It can't be waived."
      : `Advice: where it is meant, write above the item: # cogx-allow ${rule.code}: reason`,
    `Raises it:\n\n${indented(rule.bad)}`,
    `Cured:\n\n${indented(rule.good)}`,
    `Sources: ${rule.sources.join(', ')}`,
  ].join('\n\n');

const indented = (example: string): string =>
  example
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
