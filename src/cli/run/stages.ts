import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { exit, tell } from '../command.ts';
import { type Ended, type Surroundings, watch } from './child.ts';
import { type Compiled, findPlaces, openCompiled, type Places } from './compiled.ts';
import { isDone, markDone } from './marks.ts';
import { noteMeasured } from './measure.ts';
import { type Found, findPython } from './python.ts';
import { takeOver } from './take-over.ts';

/** In this order; each goes on where it was stopped. */
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

export type Wanted = {
  /** A stage that is asked for by name: it runs even where it is done. */
  readonly only: Stage | undefined;
  /** What an earlier run of this name has trained is moved aside. */
  readonly fresh: boolean;
};

/** Runs the wanted stages one after the other; gives the exit code. */
export const runStages = async (outputs: string, { only, fresh }: Wanted): Promise<number> => {
  const compiled = openCompiled(outputs);
  if (typeof compiled === 'string') return failed(compiled);
  headline('set-up');
  const found = await setUp(compiled, only);
  if ('problem' in found) return failed(found.problem);
  if (fresh) moveAside(compiled.run);
  const before = takeOver(compiled);
  if (before) tell(`What ${shown(before)} holds is taken over: what has not changed is not made again.`);
  for (const stage of only === undefined ? stages : [only]) {
    if (stage === 'set-up') continue;
    headline(stage);
    if (only === undefined && isDone(stage, compiled)) {
      tell(`is done already; to do it again: cogx run ${shown(outputs)} ${stage}`);
      continue;
    }
    const ended = await runStage(stage, compiled, found.python ?? '');
    if (stage === 'prepare' && !ended.signal) await showPrepared(compiled);
    if (stage === 'train') tellMeasured(compiled);
    if (ended.code !== 0 || ended.signal) return stopped(stage, outputs, ended);
    markDone(stage, compiled);
    tell(`${stage} took ${span(ended.seconds)}`);
  }
  return exit.fine;
};

/** How long an update took, for the next plan; a file that can't be written stops nobody. */
const tellMeasured = (compiled: Compiled): void => {
  try {
    const path = noteMeasured(compiled);
    if (path) tell(`What an update took is in ${shown(path)}: cogx plan uses it from now on.`);
  } catch (problem) {
    tell(`warning: What an update took can't be written: ${problem instanceof Error ? problem.message : problem}`);
  }
};

/** Clips are prepared without Python. */
const setUp = async (compiled: Compiled, only: Stage | undefined): Promise<Found | { readonly python: undefined }> => {
  const problem = noPrograms();
  if (problem) return problem;
  if (only === 'prepare') {
    tell('ffmpeg is here; this stage needs nothing else.');
    return { python: undefined };
  }
  const requirements = join(compiled.outputs, 'requirements.txt');
  const found = await findPython(requirements, around(compiled), join(compiled.works, 'venv'));
  if ('python' in found) tell(`ffmpeg is here, and Python with its packages: ${found.python}`);
  return found;
};

/** Writes the page of the prepared clips and says where; a page that can't be written stops nobody. */
const showPrepared = async (places: Places): Promise<boolean> => {
  try {
    const { writePreparedPage } = await import('./prepared/page.ts');
    const { page, lacks } = await writePreparedPage(places);
    tell(`What became of the clips, with pictures: ${shown(page)}`);
    if (lacks) tell(lacks);
    return true;
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : String(problem);
    tell(`warning: The page of the prepared clips can't be written: ${why}`);
    return false;
  }
};

/** The page alone, from what the stages have left, wherever they ran. */
export const showPage = async (outputs: string): Promise<number> => {
  const places = findPlaces(outputs);
  if (typeof places === 'string') return failed(places);
  if (!existsSync(places.work)) return failed(`${places.work} is not there: nothing is prepared yet.`);
  return (await showPrepared(places)) ? exit.fine : exit.failed;
};

/** Training saves before it ends where a file STOP asks for it; the other stages lose nothing when they are ended. */
const runStage = async (stage: Exclude<Stage, 'set-up'>, compiled: Compiled, python: string): Promise<Ended> => {
  const words = commandOf(stage, compiled.outputs, python);
  if (stage !== 'train') return watch(words, around(compiled, python));
  const stop = join(compiled.run, 'STOP');
  const ended = await watch(words, around(compiled, python), () => {
    mkdirSync(compiled.run, { recursive: true });
    writeFileSync(stop, '');
    tell('Training ends after this update, and saves first. Ctrl-C again ends it at once.');
  });
  rmSync(stop, { force: true });
  return ended;
};

const moveAside = (run: string): void => {
  if (!existsSync(run)) return;
  let number = 1;
  while (existsSync(`${run}.${number}`)) number++;
  renameSync(run, `${run}.${number}`);
  tell(`What was trained before is in ${shown(`${run}.${number}`)} now.`);
};

/** Bars that are drawn over and over are for terminals. */
const around = ({ folder, environment }: Compiled, python?: string): Surroundings => ({
  folder,
  environment: {
    ...environment,
    PYTHONUNBUFFERED: '1',
    ...(python ? { COGX_PYTHON: python } : {}),
    ...(process.stderr.isTTY ? {} : { TQDM_DISABLE: '1' }),
  },
});

const shown = (outputs: string): string => relative('', resolve(outputs)) || '.';

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
  tell(`help: It goes on where it stopped: cogx run ${shown(outputs)}`);
  if (stage === 'train' && !signal)
    tell(`To train from the start, with what is there moved aside: cogx run ${shown(outputs)} --fresh`);
  return signal ? 130 : exit.failed;
};
