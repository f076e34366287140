import { emitters } from '../emit/emit.ts';
import type { Emitter, Job } from '../emit/job.ts';
import type { Output } from '../emit/output.ts';
import { scheduleOf } from '../estimate/schedule.ts';
import { survey } from '../media/survey.ts';
import { type Path, printPath } from '../plan/path.ts';
import type { Plan } from '../plan/pipeline.ts';
import { alternatives } from './alternatives.ts';
import { changedLines } from './changed-lines.ts';

/** One-based line of an output → the words of the plan that decide it. */
export type Trace = ReadonlyMap<number, readonly Path[]>;

/**
 * Which words decide which lines of one output: each word is changed in each way that its type offers, the output is made again, and
 * the lines that differ rest on that word. So the answer can't part from what the emitters do. Undefined for a path that none of them makes.
 */
export const trace = (job: Job, path: string): Trace | undefined => {
  const emitter = emitters.find((each) => outputOf(each, job, path) !== undefined);
  const text = emitter && outputOf(emitter, job, path);
  if (!emitter || text === undefined) return undefined;
  const lines = new Map<number, Map<string, Path>>();
  for (const other of alternatives(job)) {
    const changed = made(emitter, () => jobWith(job, other.plan, other.path), path);
    if (changed === undefined) continue;
    for (const line of changedLines(text, changed)) {
      const paths = lines.get(line) ?? new Map<string, Path>();
      lines.set(line, paths.set(printPath(other.path), other.path));
    }
  }
  return new Map([...lines].map(([line, paths]) => [line, [...paths.values()]]));
};

/** A plan that no file may hold can be more than an emitter, or the survey, bears: then that change says nothing. */
const made = (emitter: Emitter, job: () => Job, path: string): string | undefined => {
  try {
    return outputOf(emitter, job(), path) ?? '';
  } catch {
    return undefined;
  }
};

const outputOf = (emitter: Emitter, job: Job, path: string): string | undefined => {
  for (const output of emitter(job)) if (output.path === path) return textOf(output);
  return undefined;
};

const textOf = ({ text }: Output): string => (typeof text === 'string' ? text : [...text].join(''));

/** What decides which clips give which samples. */
const deciding = ['frames', 'captions', 'dataset', 'storage'];

const jobWith = (job: Job, plan: Plan, path: Path): Job => {
  const seen = job.clips && deciding.includes(path[0] ?? '') ? survey(plan, job.clips()) : job.survey;
  return { ...job, plan, survey: seen, schedule: scheduleOf(plan, seen) ?? job.schedule };
};
