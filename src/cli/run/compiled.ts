import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A folder that `cogx compile` wrote, and where its roots lie on this machine. All absolute. */
export type Places = {
  readonly name: string;
  /** The file that it was compiled from, as plan.json names it. */
  readonly source: string;
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
  readonly seed: number;
  readonly frames: { readonly count: number; readonly rate: number; readonly size: string };
  /** By dataset, what the plan says of clips that give no sample. */
  readonly data_facts: Readonly<Record<string, DataFacts>>;
};

/** A folder whose stages run on this machine. */
export type Compiled = Places & {
  /** What the pipeline says of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The run that it goes on from, or a checkpoint of that, relative to `folder`. */
  readonly resume: string | null;
};

export type DataFacts = {
  readonly damaged: number;
  readonly captionless: number;
  readonly left_out: Readonly<Record<string, number>>;
};

type Values = Readonly<Record<string, { readonly value: unknown }>>;
type PlanFile = {
  readonly source: string;
  readonly values: Values;
  readonly data?: Readonly<Record<string, DataFacts>> | null;
};

/** Reads plan.json; a sentence where the folder can't be run on this machine. */
export const openCompiled = (outputs: string): Compiled | string => {
  const lacks = lackingIn(outputs);
  if (lacks) return lacks;
  const slurm = join(outputs, 'submit.sh');
  if (existsSync(slurm)) return `This pipeline runs on a cluster. Put it into the queue there: bash ${slurm}`;
  const plan = planIn(outputs);
  const nodes = Number(plan.values['cluster.nodes']?.value);
  if (nodes > 1)
    return `This pipeline trains on ${nodes} machines; ${join(outputs, 'README.md')} says how each is started.`;
  const resume = plan.values['train.resume']?.value;
  return {
    ...placesOf(outputs, plan),
    environment: said(plan.values),
    resume: typeof resume === 'string' ? resume : null,
  };
};

/** The same for a folder whose stages may have run anywhere. */
export const findPlaces = (outputs: string): Places | string =>
  lackingIn(outputs) ?? placesOf(outputs, planIn(outputs));

const lackingIn = (outputs: string): string | undefined => {
  if (!existsSync(join(outputs, 'plan.json')))
    return `${outputs} is no folder that cogx compile wrote: it has no plan.json.`;
  if (!existsSync(join(outputs, 'clips.tsv')))
    return `${outputs} was compiled without an inventory, so it has no clips.tsv: run cogx scan, then cogx compile.`;
  return undefined;
};

const planIn = (outputs: string): PlanFile => JSON.parse(readFileSync(join(outputs, 'plan.json'), 'utf8'));

const placesOf = (outputs: string, { source, values, data }: PlanFile): Places => {
  const text = (path: string): string => String(values[path]?.value);
  const folder = folderOf(outputs, source);
  const works = resolve(folder, process.env.COGX_WORK ?? text('storage.work'));
  const runs = resolve(folder, process.env.COGX_RUNS ?? text('storage.runs'));
  const size = values['frames.size']?.value as { readonly width: number; readonly height: number };
  return {
    name: text('name'),
    source,
    outputs: resolve(outputs),
    folder,
    data: resolve(folder, process.env.COGX_DATA ?? text('storage.data')),
    works,
    work: join(works, text('name')),
    run: join(runs, text('name')),
    seed: Number(text('seed')),
    frames: {
      count: Number(text('frames.count')),
      rate: Number(text('frames.rate')),
      size: `${size.width}x${size.height}`,
    },
    data_facts: data ?? {},
  };
};

const said = (values: Values): Record<string, string> => {
  const prefix = 'environment.';
  const names = Object.keys(values).filter((path) => path.startsWith(prefix));
  return Object.fromEntries(names.map((path) => [path.slice(prefix.length), String(values[path]?.value)]));
};

/** Beside `X/NAME` or above `X/build/NAME`, where its file still lies there; else it is run from where the person stands. */
const folderOf = (outputs: string, source: string): string => {
  const beside = dirname(resolve(outputs));
  return [beside, dirname(beside)].find((folder) => existsSync(join(folder, source))) ?? process.cwd();
};
