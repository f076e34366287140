import type { Diagnostic, Fix, Severity } from './diagnostic.ts';
import { standardInput } from './range.ts';
import { render } from './render.ts';
import { countsOf, findingsOf, type Pass, type Report, sentence } from './report.ts';

/** The report for a person: each finding with its place and way out, then how many there are. */
export const text = (report: Report): string =>
  [
    ...findingsOf(report).map((found) => `${render(report.sources, { ...found, message: sentence(found) })}\n`),
    ...(report.files.length > 0 ? [`${summary(report)}\n`] : []),
    ...report.files
      .filter(({ part, passes }) => part && !passes.some(saysNothing))
      .map(
        ({ file }) =>
          `${file} says no length of training: as a part of other pipelines, its words alone are checked.\n`,
      ),
    ...unscanned(report),
    ...mendable(findingsOf(report).filter(({ checked }) => checked !== standardInput)).map((line) => `${line}\n`),
    ...(report.stale.length > 0 ? [`${staleNote(report)}\n`] : []),
  ].join('');

const unscanned = ({ files }: Report): readonly string[] => {
  const [first, ...more] = files.filter((file) => file.unscanned).map(({ file }) => file);
  if (first === undefined) return [];
  const [whose, name] = more.length > 0 ? [`${more.length + 1} files`, 'FILE'] : [first, first];
  return [`Nobody has looked at the clips of ${whose}: cogx scan ${name} does, and they are checked, too.\n`];
};

/** A file without a word is no part of anything. */
const saysNothing = ({ findings }: Pass): boolean => findings.some(({ code }) => code === 'empty-file');

const summary = (report: Report): string => {
  const counts = Object.entries(countsOf(findingsOf(report))) as [Severity, number][];
  const parts = [
    ...counts.filter(([, count]) => count > 0).map(([severity, count]) => many(count, severity)),
    ...(report.waived.length > 0 ? [`${report.waived.length} waived`] : []),
    ...(report.known > 0 ? [`${report.known} known from the baseline`] : []),
  ];
  return `${report.files.map(({ file }) => file).join(', ')}: ${parts.join(', ') || 'nothing found'}`;
};

/** What `--fix` would do, where it would do something. */
const mendable = (findings: readonly Diagnostic[]): readonly string[] => {
  const withFix = (safety: Fix['safety']) => findings.filter(({ fix }) => fix?.safety === safety).length;
  const [safe, unsafe] = [withFix('safe'), withFix('unsafe')];
  const parts = [
    ...(safe > 0 ? [`--fix mends ${safe} of them`] : []),
    ...(unsafe > 0 ? [`--fix --unsafe ${safe > 0 ? `${unsafe} more` : `mends ${unsafe} of them`}`] : []),
  ];
  return parts.length > 0 ? [`${parts.join(', ')}.`] : [];
};

const staleNote = ({ stale }: Report): string => {
  const total = stale.reduce((sum, { count }) => sum + count, 0);
  const which = stale.map(({ code, file }) => `${code} in ${file}`);
  const shown = which.slice(0, 3).join(', ');
  const more = which.length > 3 ? ` and ${which.length - 3} more` : '';
  return [
    `note: The baseline holds ${many(total, 'finding')} that nothing has any more: ${shown}${more}.`,
    'help: Write it again with --write-baseline.',
  ].join('\n');
};

const many = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
