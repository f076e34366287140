import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A folder that `cogx compile` wrote, and where its roots lie on this machine. All absolute. */
export type Compiled = {
  readonly outputs: string;
  /** The folder that the roots are relative to. */
  readonly folder: string;
  /** The root of the clips. */
  readonly data: string;
  /** Where this run has its prepared clips and latents, and what they share with other runs. */
  readonly work: string;
  readonly works: string;
  /** Where this run has its checkpoints, log and samples. */
  readonly run: string;
  /** What the pipeline says of the environment. */
  readonly environment: Readonly<Record<string, string>>;
};

type PlanFile = { readonly source: string; readonly values: Readonly<Record<string, { readonly value: unknown }>> };

/** Reads plan.json; a sentence where the folder can't be run on this machine. */
export const openCompiled = (outputs: string): Compiled | string => {
  if (!existsSync(join(outputs, 'plan.json')))
    return `${outputs} is no folder that cogx compile wrote: it has no plan.json.`;
  if (!existsSync(join(outputs, 'clips.tsv')))
    return `${outputs} was compiled without an inventory, so it has no clips.tsv: run cogx scan, then cogx compile.`;
  const slurm = join(outputs, 'submit.sh');
  if (existsSync(slurm)) return `This pipeline runs on a cluster. Put it into the queue there: bash ${slurm}`;
  const { source, values } = JSON.parse(readFileSync(join(outputs, 'plan.json'), 'utf8')) as PlanFile;
  const nodes = Number(values['cluster.nodes']?.value);
  if (nodes > 1)
    return `This pipeline trains on ${nodes} machines; ${join(outputs, 'README.md')} says how each is started.`;
  const text = (path: string): string => String(values[path]?.value);
  const folder = folderOf(outputs, source);
  const works = resolve(folder, process.env.COGX_WORK ?? text('storage.work'));
  const runs = resolve(folder, process.env.COGX_RUNS ?? text('storage.runs'));
  const work = join(works, text('name'));
  const data = resolve(folder, process.env.COGX_DATA ?? text('storage.data'));
  return {
    outputs: resolve(outputs),
    folder,
    data,
    works,
    work,
    run: join(runs, text('name')),
    environment: said(values),
  };
};

const said = (values: PlanFile['values']): Record<string, string> => {
  const prefix = 'environment.';
  const names = Object.keys(values).filter((path) => path.startsWith(prefix));
  return Object.fromEntries(names.map((path) => [path.slice(prefix.length), String(values[path]?.value)]));
};

/** `X/build/NAME` was made from a file in X where that still lies there; else it is run from where the person stands. */
const folderOf = (outputs: string, source: string): string => {
  const above = dirname(dirname(resolve(outputs)));
  return existsSync(join(above, source)) ? above : process.cwd();
};
