import type { Fix, Place } from './diagnostic.ts';
import { exactRange, isFile, rangeOf } from './range.ts';
import type { Sources } from './render.ts';
import { type Failure, type Found, findingsOf, homeOf, type Report, type RuleFacts, sentence } from './report.ts';

/** The report as SARIF 2.1.0 (OASIS), with what GitHub's code scanning reads of it. */
export const sarif = (report: Report): string => `${JSON.stringify(logOf(report), null, 2)}\n`;

const logOf = (report: Report) => {
  // What the file waives is left out: code scanning opens alerts for suppressed results too (github/codeql-action#1230).
  const findings = findingsOf(report);
  const codes = [...new Set(findings.map(({ code }) => code))];
  const nth = numbered(findings);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cogx',
            version: report.version,
            semanticVersion: report.version,
            rules: codes.map((code) => ruleOf(code, report.rules(code))),
          },
        },
        invocations: [
          {
            executionSuccessful: report.failures.length === 0,
            exitCode: report.exit,
            toolConfigurationNotifications: report.failures.map(notificationOf),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: findings.map((found, index) =>
          resultOf(found, { ruleIndex: codes.indexOf(found.code), nth: nth[index] ?? 1 }, report),
        ),
      },
    ],
  };
};

/** `precision` and `problem.severity` are what code scanning sorts its alerts by. */
const ruleOf = (code: string, facts: RuleFacts | undefined) => ({
  id: code,
  name: code,
  shortDescription: { text: inWords(code) },
  ...(facts
    ? {
        fullDescription: { text: onOneLine(facts.why) },
        help: { text: helpText(facts), markdown: helpMarkdown(facts) },
        defaultConfiguration: { level: facts.severity },
        properties: {
          tags: ['cogx', facts.certain ? 'certain' : 'advice'],
          precision: facts.certain ? 'very-high' : 'high',
          'problem.severity': facts.severity === 'note' ? 'recommendation' : facts.severity,
        },
      }
    : {}),
});

/** `frame-count` → `Frame count` */
const inWords = (code: string): string => `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`;

const onOneLine = (text: string): string => text.trim().replace(/\s*\n\s*/g, ' ');

const helpText = ({ why, bad, good, sources }: RuleFacts): string =>
  [onOneLine(why), ...from(sources), 'Raises it:', bad.trim(), 'Cured:', good.trim()].join('\n\n');

const helpMarkdown = ({ why, bad, good, sources }: RuleFacts): string =>
  [onOneLine(why), ...from(sources), 'Raises it:', fenced(bad), 'Cured:', fenced(good)].join('\n\n');

const from = (sources: readonly string[]): readonly string[] =>
  sources.length === 0 ? [] : [`Sources: ${sources.join(', ')}`];

/** A fence longer than any in the text. */
const fenced = (text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.trim()}\n${fence}`;
};

/** Of each finding, how many of its file and fingerprint there are up to it: alerts are told apart by that. */
const numbered = (findings: readonly Found[]): readonly number[] => {
  const counts = new Map<string, number>();
  return findings.map((found) => {
    const key = `${found.fingerprint} ${homeOf(found)}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  });
};

type Standing = { readonly ruleIndex: number; readonly nth: number };

const resultOf = (found: Found, { ruleIndex, nth }: Standing, { sources }: Report) => {
  const { code, severity, help, place, checked, related, path, profile, fix, fingerprint } = found;
  const others = (related ?? []).filter((each) => isFile(each.place.file));
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: help === undefined ? sentence(found) : `${sentence(found)}\n${help}` },
    // Code scanning takes no result without a place: what lies in no file is shown at the head of the one checked.
    locations: [
      place && isFile(place.file)
        ? locationOf(place, sources.get(place.file))
        : { physicalLocation: { artifactLocation: { uri: uriOf(checked) }, region: head } },
    ],
    ...(others.length > 0
      ? {
          relatedLocations: others.map((each, index) => ({
            id: index + 1,
            ...locationOf(each.place, sources.get(each.place.file)),
            message: { text: each.message },
          })),
        }
      : {}),
    ...(fix?.edits.every((edit) => isFile(edit.place.file)) ? { fixes: [fixOf(fix, sources)] } : {}),
    partialFingerprints: { 'cogx/v1': `${fingerprint}:${nth}` },
    properties: { ...(path === undefined ? {} : { path }), ...(profile === undefined ? {} : { profile }) },
  };
};

/** All edits of one fix, by file, as the standard has them. */
const fixOf = ({ says, edits }: Fix, sources: Sources) => ({
  description: { text: says },
  artifactChanges: [...new Set(edits.map(({ place }) => place.file))].map((file) => ({
    artifactLocation: { uri: uriOf(file) },
    replacements: edits
      .filter(({ place }) => place.file === file)
      .map(({ place, text }) => ({
        deletedRegion: exactRange(sources.get(file) ?? '', place.span),
        insertedContent: { text },
      })),
  })),
});

const head = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };

const locationOf = ({ file, span }: Place, text = '') => ({
  physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: rangeOf(text, span) },
});

/** A path as a relative URI; `C:/a` and `/a` become absolute ones. */
export const uriOf = (path: string): string => {
  const parts = path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent);
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path.slice(0, 2)}/${parts.slice(1).join('/')}`;
  return path.startsWith('/') ? `file://${parts.join('/')}` : parts.join('/');
};

const notificationOf = ({ message, help, file }: Failure) => ({
  level: 'error',
  message: { text: help === undefined ? message : `${message}\n${help}` },
  ...(file === undefined ? {} : { locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }] }),
});
