import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { exit, tell } from '../command.ts';
import { type Ended, type Surroundings, watch } from './child.ts';
import { findPython } from './python.ts';

/** In this order; each goes on where it was stopped, and is done in seconds where all is done. */
export const stages = ['set-up', 'prepare', 'encode', 'train', 'sample'] as const;
export type Stage = (typeof stages)[number];

export const isStage = (word: string): word is Stage => (stages as readonly string[]).includes(word);

const says: Readonly<Record<Stage, string>> = {
  'set-up': 'looks for ffmpeg and the Python packages',
  prepare: 'brings every clip to one rate, length and size',
  encode: 'computes latents and prompt embeddings, once',
  train: 'trains',
  sample: 'makes videos with the trained weights',
};

const commandOf = (stage: Exclude<Stage, 'set-up'>, outputs: string, python: string): string[] => {
  switch (stage) {
    case 'prepare':
      return ['sh', join(outputs, 'prepare.sh')];
    case 'encode':
      return [python, join(outputs, 'encode.py')];
    case 'train':
      return ['bash', join(outputs, 'launch.sh')];
    case 'sample':
      return [python, join(outputs, 'sample.py')];
  }
};

export type Compiled = {
  /** The folder that `cogx compile` wrote. */
  readonly outputs: string;
  /** The folder that the storage roots are relative to. */
  readonly folder: string;
};

/** Runs the wanted stages one after the other; gives the exit code. */
export const runStages = async ({ outputs, folder }: Compiled, wanted: readonly Stage[]): Promise<number> => {
  const problem = unfit(outputs);
  if (problem) return failed(problem);
  const work = resolve(folder, process.env.COGX_WORK ?? 'work');
  const around: Surroundings = { folder, environment: {} };
  headline('set-up');
  const found = noPrograms() ?? (await findPython(join(outputs, 'requirements.txt'), around, work));
  if ('problem' in found) return failed(found.problem);
  tell(`ffmpeg is here, and Python with its packages: ${found.python}`);
  for (const stage of wanted) {
    if (stage === 'set-up') continue;
    headline(stage);
    const environment = { COGX_PYTHON: found.python, PYTHONUNBUFFERED: '1' };
    const ended = await watch(commandOf(stage, resolve(outputs), found.python), { folder, environment });
    if (ended.code !== 0 || ended.signal) return stopped(stage, outputs, ended);
    tell(`${stage} took ${span(ended.seconds)}`);
  }
  return exit.fine;
};

/** What can't be run on this machine alone. */
const unfit = (outputs: string): string | undefined => {
  if (!existsSync(join(outputs, 'plan.json')))
    return `${outputs} is no folder that cogx compile wrote: it has no plan.json.`;
  if (!existsSync(join(outputs, 'clips.tsv')))
    return `${outputs} was compiled without an inventory, so it has no clips.tsv: run cogx scan, then cogx compile.`;
  const slurm = join(outputs, 'submit.sh');
  if (existsSync(slurm)) return `This pipeline runs on a cluster. Put it into the queue there: bash ${slurm}`;
  return undefined;
};

const noPrograms = (): { readonly problem: string } | undefined => {
  const folders = (process.env.PATH ?? '').split(':');
  const missing = ['ffmpeg', 'ffprobe'].filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
  if (missing.length === 0) return undefined;
  return { problem: `${missing.join(' and ')} can't be found. On Debian and Ubuntu: apt-get install ffmpeg` };
};

const headline = (stage: Stage): void =>
  tell(`\n[${stages.indexOf(stage) + 1}/${stages.length}] ${stage}: ${says[stage]}`);

const span = (seconds: number): string =>
  seconds < 120 ? `${seconds.toFixed(0)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;

const failed = (problem: string): number => {
  tell(`error: ${problem}`);
  return exit.failed;
};

const stopped = (stage: Stage, outputs: string, { code, signal, seconds }: Ended): number => {
  const how = signal ? `was stopped by ${signal}` : `failed with exit code ${code}`;
  tell(`\nerror: ${stage} ${how} after ${span(seconds)}; what it said is above.`);
  tell(`help: It goes on where it stopped: cogx run ${relative('', resolve(outputs)) || '.'}`);
  return signal ? 130 : exit.failed;
};
