import { check } from '../../src/check.ts';
import type { Severity } from '../../src/diagnostics/diagnostic.ts';
import type { Example } from '../../src/rules/rule.ts';
import { rules } from '../../src/rules/rules.ts';
import type { Mistake } from './mistake.ts';

type Caught = Extract<Mistake, { readonly code: string }>;

/** Codes and severities that a mistake raises, as its author would see them. */
export const found = (mistake: Caught) => {
  const example: Example | undefined = mistake.written ?? rules.find(({ code }) => code === mistake.code)?.bad;
  if (example === undefined) throw new Error(`${mistake.id} names ${mistake.code}, which is no rule`);
  const { clips, files, run, folders, text, ...more } = typeof example === 'string' ? { text: example } : example;
  return check({
    file: 'mistake.cogx',
    text,
    read: (path) => files?.[path],
    ...more,
    ...(clips ? { clips: () => clips } : {}),
    look: { run: () => run, names: (path) => folders?.[path] },
  }).diagnostics;
};

export const severityOf = (mistake: Caught): Severity => {
  const raised = found(mistake).find(({ code }) => code === mistake.code);
  if (!raised) throw new Error(`${mistake.id} does not raise ${mistake.code}`);
  return raised.severity;
};
