import { severityOf } from './caught.ts';
import { first } from './first.ts';
import type { Mistake } from './mistake.ts';
import { read } from './read.ts';
import { second } from './second.ts';

export const mistakes: readonly Mistake[] = [...first, ...second, ...read];

/** docs/mistakes.md */
export const page = (): string =>
  [
    '# Mistakes that cost people GPU hours, and how each ends here',
    'Rows M… come from public threads, rows C… from reading the sources of other trainers. A row ends in one of three ways: a rule',
    'catches it (`cogx explain CODE` says why, and where people paid for it), it can not be written, or it is out of reach. This page is',
    'made from `test/mistakes/` (`npm run golden` writes it), and every row of it is a test.',
    '',
    summary(),
    '',
    '## Caught by a rule',
    ...table(['mistake', 'rule', 'severity'], mistakes.flatMap(caughtRow)),
    '',
    '## Can not be written',
    ...table(['mistake', 'why', 'shown by'], mistakes.flatMap(impossibleRow)),
    '',
    '## Out of reach',
    ...table(['mistake', 'why'], mistakes.flatMap(outRow)),
    '',
    '## Where the severity is not what the catalogue of mistakes asks for',
    ...table(['mistake', 'asked', 'here', 'why'], mistakes.flatMap(departure)),
    '',
  ].join('\n');

const summary = (): string => {
  const caught = mistakes.filter((each) => 'code' in each).length;
  const impossible = mistakes.filter((each) => 'test' in each).length;
  return `${mistakes.length} mistakes: ${caught} are caught by a rule, ${impossible} can not be written, ${mistakes.length - caught - impossible} are out of reach.`;
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  '',
  `| | ${head.join(' | ')} |`,
  `|${'---|'.repeat(head.length + 1)}`,
  ...rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`),
];

const caughtRow = (each: Mistake): string[][] =>
  'code' in each ? [[each.id, each.title, `\`${each.code}\``, severityOf(each)]] : [];

const impossibleRow = (each: Mistake): string[][] =>
  'test' in each ? [[each.id, each.title, each.because, `[${each.named}](../${each.test})`]] : [];

const outRow = (each: Mistake): string[][] => ('reason' in each ? [[each.id, each.title, each.reason]] : []);

const departure = (each: Mistake): string[][] =>
  'code' in each && each.differs ? [[each.id, each.title, each.asks, severityOf(each), each.differs]] : [];
