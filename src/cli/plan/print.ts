import type { Forecast } from '../../forecast/document.ts';
import { dataLines, learningLines, scheduleLines } from './print-learning.ts';
import { fitLines, memoryLines, storageLines, timeLines } from './print-run.ts';
import { folded, heading, table } from './text.ts';

/** The page of the terminal: 100 columns, no colour; the answers first, then what they rest on. */
export const printed = (forecast: Forecast, { values }: { readonly values: boolean }): string => {
  const { name, file, profiles, says, trial } = forecast;
  const from = [file, ...profiles.map((profile) => `profile ${profile}`)].join(', ');
  const lines = [
    ...folded(`${name}: ${says}`, 0),
    ...folded(
      `Planned from ${from}.${trial ? ' A trial: too short to learn, long enough to see that all works.' : ''}`,
      0,
    ),
    ...verdictLines(forecast),
    ...findingLines(forecast),
    ...fitLines(forecast),
    ...memoryLines(forecast),
    ...timeLines(forecast),
    ...learningLines(forecast),
    ...scheduleLines(forecast),
    ...dataLines(forecast),
    ...storageLines(forecast),
    ...valueLines(forecast, values),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
};

/** Words, and no marks alone: a screen reader and a log have no colour. */
const words = { good: 'ok', low: 'LOOK', bad: 'NO', unknown: '?' } as const;

const verdictLines = ({ verdict }: Forecast): string[] => [
  '',
  ...verdict.flatMap(({ asks, stand, answer, more }) => [
    `  ${words[stand].padEnd(5)} ${asks.padEnd(9)} ${answer}`,
    ...folded(more, 18),
  ]),
];

const severities = ['error', 'warning', 'note'] as const;

const findingLines = ({ findings }: Forecast): string[] => {
  if (findings.length === 0) return [...heading('findings'), '  none'];
  const ordered = severities.flatMap((severity) => findings.filter((each) => each.severity === severity));
  return [
    ...heading('findings'),
    ...ordered.flatMap(({ severity, message, code, place, help }) => [
      ...folded(`${severity}: ${message} [${code}]${place === undefined ? '' : ` ${place}`}`, 2, 4),
      ...(help === undefined ? [] : folded(`help: ${help}`, 4, 6)),
    ]),
  ];
};

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What was changed for this call and by others' files; all values where they are asked for. */
const valueLines = ({ origins, file }: Forecast, isWhole: boolean): string[] => {
  const named = origins.filter(({ kind }) => isWhole || kind === 'set' || kind === 'profile' || kind === 'use');
  const many = (...kinds: readonly string[]): number => origins.filter(({ kind }) => kinds.includes(kind)).length;
  const rest = `${many('file')} values are written in ${file}, ${many('default')} are cogx's own${isWhole ? '' : ': cogx plan --values tells all, each with its source'}.`;
  return [
    ...heading('values that come from elsewhere'.slice(0, isWhole ? 6 : undefined)),
    ...table(
      named.map(({ path, value, from }) => [path, shown(value), from]),
      { most: [38, 26] },
    ),
    ...folded(rest, 2),
  ];
};
