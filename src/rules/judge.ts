import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Path, printPath } from '../plan/path.ts';
import type { Plan } from '../plan/pipeline.ts';
import { type Manuscript, placedFix } from '../plan/place-fix.ts';
import { placeOf } from '../plan/reading.ts';
import { recording } from '../plan/touched.ts';
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
  const found: Found[] = [];
  for (const rule of asked) find(found, rule, judged);
  const covers = coversOf(found);
  return found.map(({ rule, finding }) => ({
    rule,
    path: finding.path,
    diagnostic: diagnosticOf(rule, finding, judged.manuscript),
    hidden: covers.get(rule.code)?.(finding.path) ?? false,
  }));
};

/** By the code that is hidden: whether one that hides it stands at a path, above it or below it. */
const coversOf = (found: readonly Found[]): Map<string, (path: Path) => boolean> => {
  const covers = new Map<string, (path: Path) => boolean>();
  for (const code of new Set(found.flatMap(({ rule }) => rule.hides ?? []))) {
    const causes = found.filter(({ rule }) => rule.hides?.includes(code));
    const paths = causes.flatMap(({ finding }) => [finding.path, ...(finding.hidesAt?.() ?? [])]);
    const [own, above] = [new Set(paths.map(printPath)), new Set(paths.flatMap(prefixes).map(printPath))];
    covers.set(code, (path) => above.has(printPath(path)) || prefixes(path).some((each) => own.has(printPath(each))));
  }
  return covers;
};

/** A path and all above it. */
const prefixes = (path: Path): Path[] => [...path.map((_, length) => path.slice(0, length)), path];

/** Findings of one rule; those that rest on an unsound value are dropped. */
const find = (found: Found[], rule: Rule, { plan, unsound, facts }: Judged): void => {
  if (!rule.check) return;
  if (unsound.size === 0) {
    for (const finding of rule.check(plan, facts)) found.push({ rule, finding });
    return;
  }
  const shaken = { datasets: new Set<string | undefined>(), rest: false };
  const data = recording(plan, unsound, ([head, name]) => {
    if (head === 'dataset') shaken.datasets.add(name);
    else shaken.rest = true;
  });
  for (const finding of rule.check(data, facts)) {
    const [head, name] = finding.path;
    // A finding on one dataset does not rest on what another says.
    const ofOne = head === 'dataset' && name !== undefined;
    const rests = shaken.rest || (ofOne ? shaken.datasets.has(name) : shaken.datasets.size > 0);
    if (!rests) found.push({ rule, finding });
  }
};

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
