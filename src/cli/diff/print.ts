import { type Changed, type Difference, isEmpty, type Stands } from '../../diff.ts';

/** A difference as a person reads it. */
export const printed = (difference: Difference, names: { readonly old: string; readonly new: string }): string => {
  if (isEmpty(difference)) return `${names.old} and ${names.new} are the same plan.`;
  return [
    `${names.old} → ${names.new}`,
    ...table('values', difference.values.filter(isTold).map(valueRow)),
    ...table('what it comes to', difference.numbers.map(row)),
    ...table('sampling', difference.sampling.map(row)),
    ...section('training', trainingOf(difference)),
    ...section('outputs', outputsOf(difference)),
  ].join('\n');
};

const nothing = '–';

const row = ({ what, ...each }: Changed<string>): string[] => [what, `${each.old ?? nothing} → ${each.new ?? nothing}`];

/** Of a dataset that is new or gone, its defaults go without saying. */
const isTold = ({ old, new: young }: Changed<Stands>): boolean =>
  (old && young) !== undefined || !/^(default\b|unsaid$)/.test((old ?? young)?.from ?? '');

const valueRow = ({ what, ...each }: Changed<Stands>): string[] => [
  what,
  `${each.old ? shown(each.old.value) : nothing} → ${each.new ? shown(each.new.value) : nothing}`,
  [each.old?.from, each.new?.from].filter((from, index, all) => from && from !== all[index - 1]).join(' → '),
];

/** Columns as wide as their longest cell. */
const table = (title: string, rows: readonly (readonly string[])[]): string[] => {
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((cells) => Math.min(60, cells[column]?.length ?? 0))));
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return section(title, lines);
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

const trainingOf = ({ training }: Difference): string[] => {
  if (training === null) return ['not compared: how many updates there are is not known without an inventory'];
  if (training.same) return ['the same: a run goes on with the new plan'];
  return [`another: no run goes on with it, because of ${training.because.join(', ')}`];
};

const outputsOf = ({ outputs }: Difference): string[] => {
  if (outputs === null) return ['not compared: one side does not compile'];
  return Object.entries(outputs).flatMap(([how, paths]) => (paths.length > 0 ? [`${how}: ${paths.join(', ')}`] : []));
};

/** A value as it would be written, as far as that is short. */
const shown = (value: unknown): string => {
  if (value === null) return 'unsaid';
  if (typeof value === 'string') return /^[\w./:-]+$/.test(value) ? value : JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  const { steps, epochs, seconds, width, height } = value as Record<string, unknown>;
  if (width !== undefined) return `${width}x${height}`;
  const parts = [
    steps === undefined ? '' : `${steps} steps`,
    epochs === undefined ? '' : `${epochs} epochs`,
    seconds === undefined ? '' : `${Number(seconds) / 60} min`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : JSON.stringify(value);
};
