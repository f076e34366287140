import { type Entry, vocabulary } from './vocabulary.ts';

/** The language reference as a Markdown page, made from the schema. */
export const reference = (): string => {
  const entries = vocabulary();
  const groups = new Map<string, Entry[]>();
  for (const each of entries) {
    const head = each.path.split('.')[0] ?? '';
    groups.set(head, [...(groups.get(head) ?? []), each]);
  }
  const single = [...groups.values()].filter((group) => group.length === 1).flat();
  const blocks = [...groups].filter(([, group]) => group.length > 1);
  return [
    '# The language',
    'Every word, made from the schema (`npm run golden` writes this page). How a file is written stands in',
    '[grammar/README.md](../grammar/README.md); words marked *later* are read by nothing yet, and an error until then.',
    '',
    '## Top level',
    ...table(single),
    ...blocks.flatMap(([head, group]) => [
      `## ${head}`,
      `${group[0]?.says ?? ''} Takes ${group[0]?.takes ?? ''}.`,
      '',
      ...table(group.slice(1)),
    ]),
    '## Words that nothing reads yet',
    '| word | read by |',
    '|---|---|',
    ...entries.filter((each) => each.later).map((each) => `| \`${each.path}\` | ${each.later} |`),
    '',
  ].join('\n');
};

const table = (entries: readonly Entry[]): string[] => [
  '| word | takes | default | what it says |',
  '|---|---|---|---|',
  ...entries.map(row),
  '',
];

const row = ({ path, takes, standard, source, says, later }: Entry): string => {
  const value = standard === undefined ? '**required**' : source ? `${standard} (${source})` : standard;
  const cells = [`\`${path}\``, takes, value, later ? `${says} *later: ${later}*` : says];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
};
