import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a clip ended, as prepare.sh says in the summaries of its shares. */
export type Ending = {
  readonly state: string;
  readonly stage: string;
  readonly reason: string;
  readonly detail: string;
};

export type Summaries = {
  readonly endings: ReadonlyMap<string, Ending>;
  /** Into how many shares the clips were divided, and how many have a summary. */
  readonly all: number;
  readonly ended: number;
};

/** All summaries of the newest division: a run on one machine counts for more than what is left of one on several. */
export const readSummaries = (work: string): Summaries => {
  const found = existsSync(work)
    ? readdirSync(work).flatMap((name) => {
        const all = /^summary\.\d+-of-(\d+)\.tsv$/.exec(name)?.[1];
        return all ? [{ name, all: Number(all) }] : [];
      })
    : [];
  const all = Math.min(...found.map((each) => each.all));
  const files = found.filter((each) => each.all === all);
  const endings = new Map(files.flatMap(({ name }) => endingsIn(join(work, name))));
  return { endings, all: files.length > 0 ? all : 1, ended: files.length };
};

const endingsIn = (file: string): (readonly [string, Ending])[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [clip = '', state = '', stage = '', reason = '', detail = ''] = line.split('\t');
      return [clip, { state, stage, reason, detail }];
    });
