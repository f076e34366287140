import { type Difference, isEmpty } from '../../diff.ts';
import type { Compared } from '../../report/diff-markdown.ts';
import { numberRow, outputLists, type Row, trainingSays, valueRows } from '../../report/difference.ts';

/** A difference as a person reads it. */
export const printed = (difference: Difference, names: Compared): string => {
  if (isEmpty(difference)) return `${names.old} and ${names.new} are the same plan.`;
  return [
    `${names.old} → ${names.new}`,
    ...table(
      'values',
      valueRows(difference).map((row) => [...cells(row), row.from]),
    ),
    ...table('what it comes to', difference.numbers.map(numberRow).map(cells)),
    ...table('sampling', difference.sampling.map(numberRow).map(cells)),
    ...section(
      'sampling',
      names.unscanned === undefined ? [] : [`not compared: ${names.unscanned} has no inventory (cogx scan writes it)`],
    ),
    ...section('training', [trainingSays(difference)]),
    ...section('outputs', outputsOf(difference)),
  ].join('\n');
};

const cells = ({ what, ...row }: Row): string[] => [what, `${row.old} → ${row.new}`];

/** Columns as wide as their longest cell. */
const table = (title: string, rows: readonly (readonly string[])[]): string[] => {
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => Math.min(60, row[column]?.length ?? 0))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return section(title, lines);
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

const outputsOf = (difference: Difference): string[] =>
  difference.outputs === null
    ? ['not compared: one side does not compile']
    : outputLists(difference).map(([how, paths]) => `${how}: ${paths.join(', ')}`);
