import { render } from './render.ts';
import { type CheckedFile, type Failure, type Found, fails, type Pass, type Report, sentence } from './report.ts';

/** The report as JUnit XML: a suite a file, in it a case for the file as it is and one for each profile. */
export const junit = (report: Report): string => {
  const suites = [...report.files.map((file) => suiteOf(file, report)), ...brokenSuite(report.failures)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ...element('testsuites', { name: 'cogx check', ...totals(suites.map(({ counts }) => counts)) }, [
      ...suites.flatMap(({ name, counts, cases }) => element('testsuite', { name, ...totals([counts]) }, cases)),
    ]),
    '',
  ].join('\n');
};

type Counts = { readonly tests: number; readonly failures: number; readonly errors: number };
type Suite = { readonly name: string; readonly counts: Counts; readonly cases: readonly string[] };

const totals = (all: readonly Counts[]): Readonly<Record<string, string>> => {
  const sum = (key: keyof Counts) => String(all.reduce((total, counts) => total + counts[key], 0));
  return { tests: sum('tests'), failures: sum('failures'), errors: sum('errors') };
};

const suiteOf = ({ file, passes }: CheckedFile, report: Report): Suite => ({
  name: file,
  counts: {
    tests: passes.length,
    failures: passes.filter(({ findings }) => fails(findings, report.deny)).length,
    errors: 0,
  },
  cases: passes.flatMap((pass) => caseOf(file, pass, report)),
});

const caseOf = (file: string, { profile, findings }: Pass, report: Report): readonly string[] => {
  const failing = findings.filter((found) => fails([found], report.deny));
  const others = findings.filter((found) => !failing.includes(found));
  const shown = (all: readonly Found[]) => all.map((found) => render(report.sources, found)).join('\n');
  const name = profile === undefined ? 'as it is' : `with profile ${profile}`;
  return element('testcase', { classname: file, name }, [
    ...(failing.length > 0
      ? element('failure', { type: failing[0]?.code ?? '', message: titleOf(failing) }, [escaped(shown(failing))])
      : []),
    ...(others.length > 0 ? element('system-out', {}, [escaped(shown(others))]) : []),
  ]);
};

const titleOf = ([first, ...more]: readonly Found[]): string =>
  `${first ? sentence({ message: first.message }) : ''}${more.length > 0 ? ` (and ${more.length} more)` : ''}`;

/** What could not be checked at all. */
const brokenSuite = (failures: readonly Failure[]): readonly Suite[] =>
  failures.length === 0
    ? []
    : [
        {
          name: 'cogx',
          counts: { tests: failures.length, failures: 0, errors: failures.length },
          cases: failures.flatMap(({ message, help = '', file = 'cogx' }) =>
            element('testcase', { classname: file, name: 'can be checked' }, [
              ...element('error', { type: 'failure', message }, [escaped(help)]),
            ]),
          ),
        },
      ];

const element = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: readonly string[],
): readonly string[] => {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${attribute(value)}"`)].join(' ');
  return content.length === 0 ? [`<${head}/>`] : [`<${head}>`, ...content, `</${name}>`];
};

/** Letters that XML 1.0 has no way to write, escaped or not. */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string): string =>
  text
    .replace(unwritable, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');

const attribute = (text: string): string =>
  escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
