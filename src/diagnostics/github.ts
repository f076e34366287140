import type { Severity } from './diagnostic.ts';
import { isFile, rangeOf } from './range.ts';
import { type Found, findingsOf, type Report, sentence } from './report.ts';

/** The report as workflow commands: a GitHub runner shows each beside its line. */
export const github = (report: Report): string =>
  [
    ...report.failures.map(({ message, help, file }) =>
      command('error', { ...(file === undefined ? {} : { file }), title: 'cogx' }, lines(message, help)),
    ),
    ...findingsOf(report).map((found) => annotation(found, report)),
  ]
    .map((line) => `${line}\n`)
    .join('');

const names: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

const annotation = (found: Found, { sources }: Report): string => {
  const { code, severity, help, place, checked } = found;
  const at = place && isFile(place.file) ? placed(place.file, rangeOf(sources.get(place.file) ?? '', place.span)) : {};
  return command(names[severity], { file: checked, ...at, title: code }, lines(sentence(found), help));
};

/** Columns are read only where a place begins and ends in one line. */
const placed = (file: string, range: ReturnType<typeof rangeOf>) => ({
  file,
  line: String(range.startLine),
  endLine: String(range.endLine),
  ...(range.startLine === range.endLine ? { col: String(range.startColumn), endColumn: String(range.endColumn) } : {}),
});

const lines = (message: string, help: string | undefined): string =>
  help === undefined ? message : `${message}\n${help}`;

const command = (name: string, properties: Readonly<Record<string, string>>, message: string): string => {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
  return `::${name} ${written.join(',')}::${data(message)}`;
};

/** As the runner unescapes it (actions/toolkit, packages/core/src/command.ts). */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
