import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Path, parsePath, printPath, startsWith } from '../plan/path.ts';
import type { Plan } from '../plan/pipeline.ts';
import { type Manuscript, placedFix } from '../plan/place-fix.ts';
import { placeOf } from '../plan/reading.ts';
import { recording, rests } from '../plan/touched.ts';
import type { Facts, Finding, Rule } from './rule.ts';
import type { Raised } from './waive.ts';

export type Judged = {
  readonly plan: Plan;
  readonly manuscript: Manuscript;
  readonly unsound: ReadonlySet<string>;
  readonly facts: Facts;
};

type Found = { readonly rule: Rule; readonly finding: Finding };

/** Runs the rules: one cause gives one finding, and what rests on an unsound value is not judged. */
export const judge = (asked: readonly Rule[], judged: Judged): Raised[] => {
  const found = asked.flatMap((rule) => findingsOf(rule, judged));
  return found.map(({ rule, finding }) => ({
    rule,
    path: finding.path,
    diagnostic: diagnosticOf(rule, finding, judged.manuscript),
    hidden: found.some((other) => hides(other, rule.code, finding.path)),
  }));
};

const hides = ({ rule, finding }: Found, code: string, path: Path): boolean =>
  (rule.hides ?? []).includes(code) && (startsWith(finding.path, path) || startsWith(path, finding.path));

/** Findings of one rule; those that rest on an unsound value are dropped. */
const findingsOf = (rule: Rule, { plan, unsound, facts }: Judged): Found[] => {
  if (!rule.check) return [];
  const { data, touched } = recording(plan);
  const raised: Found[] = [];
  for (const finding of rule.check(data, facts)) {
    const others = [...touched].filter((key) => !ofAnotherDataset(parsePath(key) ?? [], finding.path));
    if (!rests(others, unsound)) raised.push({ rule, finding });
  }
  return raised;
};

/** A finding on one dataset does not rest on what another says. */
const ofAnotherDataset = (touched: Path, path: Path): boolean =>
  path[0] === 'dataset' && path.length > 1 && touched[0] === 'dataset' && touched[1] !== path[1];

const diagnosticOf = (rule: Rule, finding: Finding, manuscript: Manuscript): Diagnostic => {
  const { reading } = manuscript;
  const fix = finding.fix && placedFix(finding.fix.safety, finding.fix.set, manuscript);
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
    ...(fix ? { fix } : {}),
  };
};
