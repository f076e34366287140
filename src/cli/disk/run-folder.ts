import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import type { Look } from '../../check.ts';
import type { RunFolder } from '../../rules/rule.ts';
import { namesIn } from './place.ts';

/** What a check may see on this disk. Runs stand where train.py looks for them: in COGX_RUNS, or under the current folder. */
export const lookFrom = (folder: string): Look => ({
  run: (runs, name) => runFolder(join(process.env.COGX_RUNS ?? runs, name)),
  names: (path) => namesIn(resolve(folder, path)),
});

const runFolder = (path: string): RunFolder | undefined => {
  const names = namesIn(path);
  if (!names) return undefined;
  const checkpoints = (namesIn(join(path, 'checkpoints')) ?? [])
    .flatMap((name) => /^step-(\d{6,})$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other);
  const training = trainingIn(join(path, 'run.json'));
  return { checkpoints, ...(training ? { training } : {}) };
};

const record = z.object({ training: z.record(z.string(), z.unknown()) });

/** A file that is no record of a run says nothing; train.py judges it when it starts. */
const trainingIn = (path: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const parsed = record.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data.training : undefined;
  } catch {
    return undefined;
  }
};
