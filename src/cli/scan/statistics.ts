import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { seenBy } from '../../media/looking.ts';
import { type Chart, type Statistics, statistics } from '../../media/statistics.ts';
import { lasting, bytes as sizeOf } from '../../report/numbers.ts';
import { statisticsPage } from '../../report/statistics.ts';
import { exit, say, tell } from '../command.ts';
import { readInventory } from '../disk/inventory.ts';

/** Says what the clips of an inventory are like; with a file, as a page of histograms too. */
export const tellStatistics = (inventory: string, page: string | undefined): number => {
  if (!existsSync(inventory)) {
    tell(`error: There is no ${inventory}: cogx scan writes it.`);
    return exit.failed;
  }
  const datasets = seenBy(statistics(), readInventory(inventory));
  for (const [name, statistics] of datasets) for (const line of linesOf(name, statistics)) say(line);
  if (page === undefined) return exit.fine;
  writeFileSync(page, statisticsPage(basename(inventory), datasets));
  tell(`\n${page} shows it as histograms.`);
  return exit.fine;
};

/** Columns of the text: the kind, how many, and a bar; 100 in all. */
const widths = { title: 14, label: 26, count: 9, bar: 40 };

function* linesOf(name: string, { clips, damaged, captionless, seconds, bytes, charts }: Statistics): Iterable<string> {
  const bad = [damaged > 0 ? `${damaged} damaged` : '', captionless > 0 ? `${captionless} without a caption` : ''];
  const facts = [`${clips} clips`, lasting(seconds), sizeOf(bytes), ...bad.filter((each) => each)];
  yield `\n${name}: ${facts.join(', ')}`;
  for (const chart of charts) yield* chartLines(chart);
}

function* chartLines({ title, bins }: Chart): Iterable<string> {
  const most = Math.max(...bins.map(({ count }) => count));
  for (const [index, { label, count }] of bins.entries()) {
    const bar = '#'.repeat(count === 0 ? 0 : Math.max(1, Math.round((count / most) * widths.bar)));
    const start = (index === 0 ? title : '').padEnd(widths.title);
    yield `  ${start} ${label.slice(0, widths.label).padEnd(widths.label)} ${String(count).padStart(widths.count)}  ${bar}`.trimEnd();
  }
}
