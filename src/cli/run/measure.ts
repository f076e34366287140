import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measuredOf } from '../../estimate/measured.ts';
import { parsePath } from '../../plan/path.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { writeMeasured } from '../disk/measured.ts';
import type { Compiled } from './compiled.ts';

/** The first updates of a start fill caches and choose kernels; with fewer than these left nothing is said. */
const first = 2;
const least = 3;

type Update = { readonly update: number; readonly seconds: number; readonly memory_gib?: number };

/** Writes what the updates of this run took beside its pipeline, for the next plan; says where, or nothing where there is too little. */
export const noteMeasured = ({ outputs, folder, source, run }: Compiled): string | undefined => {
  const file = join(folder, source);
  const log = join(run, 'log', 'metrics.jsonl');
  if (!existsSync(file) || !existsSync(log)) return undefined;
  const updates = lastStart(readFileSync(log, 'utf8')).slice(first);
  if (updates.length < least) return undefined;
  const seen = {
    seconds: Number(middle(updates.map(({ seconds }) => seconds)).toPrecision(4)),
    updates: updates.length,
    memory_gib: Number(Math.max(...updates.map(({ memory_gib = 0 }) => memory_gib)).toPrecision(4)),
    when: new Date().toISOString().slice(0, 10),
  };
  return writeMeasured(file, measuredOf(planIn(outputs), seen));
};

/** Updates since the log last went back or began. */
const lastStart = (log: string): readonly Update[] => {
  const all = log.split('\n').flatMap(read);
  const start = all.findLastIndex(({ update }, index) => index > 0 && update <= (all[index - 1]?.update ?? 0));
  return all.slice(Math.max(0, start));
};

/** A line that a kill cut short says nothing; nor does one that has no time (a loss of what is held out). */
const read = (line: string): Update[] => {
  try {
    const update = JSON.parse(line) as Partial<Update>;
    return typeof update.update === 'number' && typeof update.seconds === 'number' ? [update as Update] : [];
  } catch {
    return [];
  }
};

const middle = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

/** The plan that was compiled, from plan.json: values by their paths. */
const planIn = (outputs: string): Plan => {
  const { values } = JSON.parse(readFileSync(join(outputs, 'plan.json'), 'utf8')) as {
    readonly values: Readonly<Record<string, { readonly value: unknown }>>;
  };
  const plan: Record<string, unknown> = {};
  for (const [path, { value }] of Object.entries(values)) put(plan, parsePath(path) ?? [], value);
  return plan as unknown as Plan;
};

const put = (into: Record<string, unknown>, [head, ...rest]: readonly string[], value: unknown): void => {
  if (head === undefined) return;
  if (rest.length === 0) into[head] = value;
  else {
    const block = (into[head] ?? {}) as Record<string, unknown>;
    into[head] = block;
    put(block, rest, value);
  }
};
