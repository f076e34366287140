import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import { estimated, kindOf } from '../estimate/published.ts';
import { times } from '../estimate/timed.ts';
import { goldenAt, root } from '../support.ts';
import { cogx, folder } from './cogx.ts';

/** docs/plan.md shows what the command says of the example, and how far off estimates are: written here, read as a golden. */

const docs = suite('docs/plan.md');

const where = folder();
cpSync(join(root, 'examples'), where, { recursive: true });

/** What a call says, by the first line of each part; what comes before all headings is the first. */
const partsOf = (command: string): Map<string, string> => {
  const { out, err } = cogx(join(where, 'birds'), ...command.split(' ').slice(1));
  if (err !== '') throw new Error(err);
  const parts = out.split(/\n\n(?=[A-Z][A-Z ,]+)/);
  return new Map(parts.map((part, index) => [index === 0 ? '' : (part.split('\n')[0] ?? ''), part.trimEnd()]));
};

/** Each block without a language has the part that its first line names, of the call that the page showed before it. */
const withOutputs = (page: string): string => {
  const said = new Map<string, Map<string, string>>();
  let parts = new Map<string, string>();
  return page.replace(/```(sh|)\n(.*?)```/gs, (block, language: string, text: string) => {
    if (language === 'sh') {
      parts = said.get(text) ?? partsOf(text.trim());
      said.set(text, parts);
      return block;
    }
    const first = text.split('\n')[0] ?? '';
    return `\`\`\`\n${parts.get(first) ?? parts.get('') ?? ''}\n\`\`\``;
  });
};

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const memoryRows = (): string[] => {
  const known = estimated.filter(({ row }) => row.known === 'exactly');
  return [...new Set(known.map(({ row }) => kindOf(row)))].map((kind) => {
    const off = known.filter(({ row }) => kindOf(row) === kind).map((each) => Math.abs(each.off));
    const mean = off.reduce((sum, each) => sum + each, 0) / off.length;
    return `| ${kind} | ${off.length} | ${percent(mean)} | ${percent(Math.max(...off))} |`;
  });
};

const timeRows = (): string[] =>
  times.map(({ row, seconds, band, isWithin }) => {
    const reported = Number(row.seconds).toFixed(1);
    return `| ${row.run} | ${row.gpu} | ${reported} s | ${seconds.toFixed(1)} s ± ${Math.round(band * 100)} % | ${isWithin ? 'yes' : 'no'} |`;
  });

/** The rows below the head of a table. */
const withRows = (page: string, head: string, rows: readonly string[]): string =>
  page.replace(
    new RegExp(`(\\| ${head} \\|.*\n\\|[-|]+\\|\n)(\\|.*\n)*`),
    (_, top: string) => `${top}${rows.join('\n')}\n`,
  );

docs('its outputs are those of the command, and its errors those of the estimates', () => {
  const page = readFileSync(join(root, 'docs/plan.md'), 'utf8');
  goldenAt('docs/plan.md', withRows(withRows(withOutputs(page), 'figures', memoryRows()), 'run', timeRows()));
});

docs.run();
