import type { Fix, Place } from './diagnostic.ts';
import type { CheckDocument } from './json-schema.ts';
import { exactRange, isFile, type Range, rangeOf } from './range.ts';
import type { Sources } from './render.ts';
import { countsOf, type Found, findingsOf, type Report } from './report.ts';

type Finding = CheckDocument['findings'][number];

/** The report as one JSON document (`json-schema.ts` says its shape). */
export const json = (report: Report): string => `${JSON.stringify(documentOf(report), null, 2)}\n`;

const documentOf = (report: Report): CheckDocument => {
  const findings = findingsOf(report);
  const { error, warning, note } = countsOf(findings);
  return {
    schema: 1,
    version: report.version,
    exit: report.exit,
    counts: { errors: error, warnings: warning, notes: note, waived: report.waived.length, known: report.known },
    files: report.files.map(({ file, passes }) => ({
      file,
      profiles: passes.flatMap(({ profile }) => profile ?? []),
    })),
    findings: findings.map((each) => findingOf(each, report)),
    waived: report.waived.map((each) => ({ ...findingOf(each, report), reason: each.reason })),
    failures: [...report.failures],
    stale: [...report.stale],
  };
};

const findingOf = (found: Found, { sources, rules }: Report): Finding => {
  const { code, severity, message, help, checked, profile, path, place, related, fix, fingerprint } = found;
  const placed = ({ file, span }: Place) => placeOf(file, rangeOf(sources.get(file) ?? '', span));
  const others = (related ?? []).filter((each) => isFile(each.place.file));
  return {
    code,
    severity,
    certain: rules(code)?.certain ?? true,
    message,
    ...(help === undefined ? {} : { help }),
    checked,
    ...(profile === undefined ? {} : { profile }),
    ...(path === undefined ? {} : { path }),
    ...(place && isFile(place.file) ? { place: placed(place) } : {}),
    ...(place && !isFile(place.file) ? { set: place.file.slice('--set '.length) } : {}),
    ...(others.length > 0
      ? { related: others.map((each) => ({ message: each.message, place: placed(each.place) })) }
      : {}),
    ...(fix?.edits.every((edit) => isFile(edit.place.file)) ? { fix: fixOf(fix, sources) } : {}),
    fingerprint,
  };
};

const placeOf = (file: string, range: Range): NonNullable<Finding['place']> => ({
  file,
  start: { line: range.startLine, column: range.startColumn },
  end: { line: range.endLine, column: range.endColumn },
});

/** Of an edit the exact place: what is put in between two letters has an empty one. */
const fixOf = ({ safety, says, edits }: Fix, sources: Sources): NonNullable<Finding['fix']> => ({
  safety,
  says,
  edits: edits.map(({ place: { file, span }, text }) => ({
    place: placeOf(file, exactRange(sources.get(file) ?? '', span)),
    text,
  })),
});
