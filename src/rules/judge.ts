import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Path, parsePath, printPath, startsWith } from '../plan/path.ts';
import type { Plan } from '../plan/pipeline.ts';
import { placeOf, type Reading } from '../plan/reading.ts';
import { recording, rests } from '../plan/touched.ts';
import type { Facts, Finding, Rule } from './rule.ts';

export type Judged = {
  readonly plan: Plan;
  readonly reading: Reading;
  readonly unsound: ReadonlySet<string>;
  readonly facts: Facts;
};

type Raised = { readonly rule: Rule; readonly finding: Finding };

/** Runs the rules: one cause gives one finding, and what rests on an unsound value is not judged. */
export const judge = (asked: readonly Rule[], judged: Judged): Diagnostic[] => {
  const raised = asked.flatMap((rule) => findingsOf(rule, judged));
  return raised
    .filter(({ rule, finding }) => !raised.some((other) => hides(other, rule.code, finding.path)))
    .map(({ rule, finding }) => diagnosticOf(rule, finding, judged.reading));
};

const hides = ({ rule, finding }: Raised, code: string, path: Path): boolean =>
  (rule.hides ?? []).includes(code) && (startsWith(finding.path, path) || startsWith(path, finding.path));

/** Findings of one rule; those that rest on an unsound value are dropped. */
const findingsOf = (rule: Rule, { plan, unsound, facts }: Judged): Raised[] => {
  if (!rule.check) return [];
  const { data, touched } = recording(plan);
  const raised: Raised[] = [];
  for (const finding of rule.check(data, facts)) {
    const others = [...touched].filter((key) => !ofAnotherDataset(parsePath(key) ?? [], finding.path));
    if (!rests(others, unsound)) raised.push({ rule, finding });
  }
  return raised;
};

/** A finding on one dataset does not rest on what another says. */
const ofAnotherDataset = (touched: Path, path: Path): boolean =>
  path[0] === 'dataset' && path.length > 1 && touched[0] === 'dataset' && touched[1] !== path[1];

const diagnosticOf = (rule: Rule, finding: Finding, reading: Reading): Diagnostic => {
  const place = placeOf(reading, finding.path, finding.at);
  const other = finding.related && placeOf(reading, finding.related.path);
  return {
    code: rule.code,
    severity: finding.severity ?? rule.severity,
    path: printPath(finding.path),
    message: finding.message,
    ...(finding.help === undefined ? {} : { help: finding.help }),
    ...(place ? { place } : {}),
    ...(finding.related && other ? { related: [{ place: other, message: finding.related.message }] } : {}),
  };
};
