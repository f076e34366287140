import { type Difference, isEmpty } from '../diff.ts';
import { becauseOf, changeOf, clipRows, outputLists, type Row, shortRows, valueRows, verdictOf } from './difference.ts';
import { code, folded, markdownTable, text } from './markdown.ts';
import { counted } from './numbers.ts';

/** The sides by their names, what is wrong with them, and the one without an inventory where the other has one. */
export type Compared = {
  readonly old: string;
  readonly new: string;
  readonly errors: readonly { readonly name: string; readonly message: string; readonly code: string }[];
  readonly unscanned?: string;
};

/** So many rows of a table, and letters of a cell: a comment on GitHub has room for 65,536 letters. */
const most = { rows: 60, letters: 120 };

/** A difference as a comment of a pull request: the numbers that matter at once, the rest behind a click. */
export const diffMarkdown = (difference: Difference, compared: Compared): string => {
  const { old, new: young } = compared;
  const body = isEmpty(difference)
    ? [`${code(old)} and ${code(young)} are the same plan.`]
    : [
        `**What changes in the plan** from ${code(old)} to ${code(young)}`,
        ...comesTo(difference),
        ...behind(difference),
      ];
  return [...errorsOf(compared), ...body, ...unscannedOf(compared)].join('\n\n');
};

const errorsOf = ({ errors }: Compared): string[] => {
  if (errors.length === 0) return [];
  const shown = errors.slice(0, 5).map((each) => `- ${code(each.name)}: ${text(each.message)} ${code(each.code)}`);
  const more = errors.length > shown.length ? [`- and ${errors.length - shown.length} more`] : [];
  return [
    [
      `**${counted(errors.length, 'error')}**; a value that can't be read is compared as its default:`,
      '',
      ...shown,
      ...more,
    ].join('\n'),
  ];
};

const unscannedOf = ({ unscanned }: Compared): string[] =>
  unscanned === undefined ? [] : [`**Clips** are not compared: ${code(unscanned)} has no inventory.`];

const columns = [
  { heading: '' },
  { heading: 'before', isNumber: true },
  { heading: 'after', isNumber: true },
  { heading: 'change', isNumber: true },
];

const comesTo = (difference: Difference): string[] => {
  const rows = shortRows(difference).map((row) => [short(row.what), short(row.old), bold(row), changeOf(row)]);
  const table =
    rows.length > 0
      ? tableOf(columns, rows)
      : 'It comes to the same numbers: samples, updates, batch, learning rate, memory, time.';
  return [table, trainingOf(difference)];
};

const bold = ({ new: young }: Row): string => (young === '–' ? young : `**${short(young)}**`);

const trainingOf = (difference: Difference): string => {
  const because = becauseOf(difference);
  const named = because.slice(0, 6).map(cut).join(', ');
  const more = because.length > 6 ? ` and ${because.length - 6} more` : '';
  return `**Training** is ${verdictOf(difference)}${named && `, because of ${named}${more}`}.`;
};

const behind = (difference: Difference): string[] => {
  const values = valueRows(difference).map((row) => [cut(row.what), cut(row.old), cut(row.new), short(row.from)]);
  const clips = clipRows(difference).map((row) => [short(row.what), short(row.old), bold(row), changeOf(row)]);
  const headings = [{ heading: 'value' }, { heading: 'before' }, { heading: 'after' }, { heading: 'where' }];
  return [
    ...(values.length > 0 ? [folded(counted(values.length, 'value'), tableOf(headings, values))] : []),
    ...(clips.length > 0
      ? [folded(`What the clips give: ${counted(clips.length, 'number')}`, tableOf(columns, clips))]
      : []),
    ...outputsOf(difference),
  ];
};

const outputsOf = (difference: Difference): string[] => {
  if (difference.outputs === null) return ['**Outputs** are not compared: one side does not compile.'];
  const lists = outputLists(difference).map(
    ([how, paths]) => `${how} ${paths.slice(0, most.rows).map(code).join(', ')}`,
  );
  return lists.length > 0 ? [`**Outputs**: ${lists.join('; ')}.`] : [];
};

const tableOf = (headings: Parameters<typeof markdownTable>[0], rows: readonly (readonly string[])[]): string => {
  const table = markdownTable(headings, rows.slice(0, most.rows));
  return rows.length > most.rows ? `${table}\n\nand ${rows.length - most.rows} more.` : table;
};

const ended = (said: string): string => (said.length > most.letters ? `${said.slice(0, most.letters - 1)}…` : said);

const short = (said: string): string => text(ended(said));
const cut = (said: string): string => (said === '–' ? said : code(ended(said)));
