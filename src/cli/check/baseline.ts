import { dirname, relative, resolve, sep } from 'node:path';
import { parseBaseline, printBaseline } from '../../diagnostics/baseline.ts';
import type { Known } from '../../diagnostics/report.ts';
import { exit } from '../command.ts';
import { writeLines } from '../disk/inventory.ts';
import { textAt } from '../disk/place.ts';
import type { Broken } from './read.ts';
import { shownPath } from './shown-path.ts';

/** The findings of a baseline; its files are named from its own folder, so that it is true wherever cogx runs. */
export const readBaseline = (path: string): readonly Known[] | Broken => {
  const text = textAt(path);
  if (text === undefined)
    return {
      message: `There is no baseline ${path}.`,
      help: `Make it with --write-baseline ${path}`,
      exit: exit.usage,
    };
  const known = parseBaseline(text);
  if (typeof known === 'string')
    return { message: `${path} ${known}.`, help: `Write it again with --write-baseline ${path}`, exit: exit.usage };
  return known.map((each) => ({ ...each, file: shownPath(resolve(dirname(path), each.file)) }));
};

export const writeBaseline = (path: string, known: readonly Known[]): void => {
  const near = (file: string) =>
    relative(dirname(resolve(path)), resolve(file))
      .split(sep)
      .join('/');
  const lines = printBaseline(known.map((each) => ({ ...each, file: near(each.file) }))).trimEnd();
  writeLines(path, lines.split('\n'));
};
