import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rowsOf } from './rows.ts';

/** How a clip ended, as prepare.sh says in the summaries of its shares. */
export type Ending = {
  readonly state: string;
  readonly stage: string;
  readonly reason: string;
  readonly detail: string;
};

export type Summaries = {
  readonly endings: ReadonlyMap<string, Ending>;
  /** Into how many shares the clips are divided, and which of them have no summary here. */
  readonly all: number;
  readonly missing: readonly number[];
};

/** All summaries of the division that was worked on last: what an earlier one has left tells of other times. */
export const readSummaries = (work: string): Summaries => {
  const names = existsSync(work) ? readdirSync(work) : [];
  const found = names.flatMap((name) => {
    const [, share, all] = /^summary\.(\d+)-of-(\d+)\.tsv$/.exec(name) ?? [];
    const file = join(work, name);
    return share && all ? [{ file, share: Number(share), all: Number(all), written: statSync(file).mtimeMs }] : [];
  });
  const last = found.reduce((one, other) => (other.written > one.written ? other : one), { all: 1, written: 0 });
  const files = found.filter(({ all }) => all === last.all);
  const ended = new Set(files.map(({ share }) => share));
  const endings = new Map<string, Ending>();
  for (const { file } of files) readEndings(file, endings);
  const missing = Array.from({ length: last.all }, (_, share) => share).filter((share) => !ended.has(share));
  return { endings, all: last.all, missing };
};

const verified: Ending = { state: 'verified', stage: '', reason: '', detail: '' };

/** Most clips end alike, and are one thing then. */
const readEndings = (file: string, endings: Map<string, Ending>): void => {
  for (const cell of rowsOf(file)) {
    const ending = { state: cell('state'), stage: cell('stage'), reason: cell('reason'), detail: cell('detail') };
    endings.set(cell('clip'), ending.state === 'verified' ? verified : ending);
  }
};
