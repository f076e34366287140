import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ask, attended } from '../ask.ts';
import { tell } from '../command.ts';
import { type Surroundings, watch } from './child.ts';

/** Which Python the stages run with, or a sentence that says why there is none. */
export type Found = { readonly python: string } | { readonly problem: string };

type Pin = { readonly name: string; readonly version: string };

/** Reads `name==version` lines. */
const pinsOf = (requirements: string): Pin[] =>
  readFileSync(requirements, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, name, version] = /^([A-Za-z0-9_.-]+)==(\S+)/.exec(line) ?? [];
      return name && version ? [{ name, version }] : [];
    });

/**
 * Finds a Python with what requirements.txt names: COGX_PYTHON where it is set, else python3, else an environment below
 * the work folder or a .venv beside the pipeline or where the person stands. Where none has it, the first of these
 * environments is made, if a person agrees or nobody sits there.
 */
export const findPython = async (requirements: string, around: Surroundings, venv: string): Promise<Found> => {
  const pins = pinsOf(requirements);
  const chosen = process.env.COGX_PYTHON;
  if (chosen) {
    const missing = lacking(chosen, pins);
    if (missing === undefined) return { problem: `COGX_PYTHON is ${chosen}, and that does not start.` };
    if (missing.length === 0) return { python: chosen };
    return { problem: `${chosen} lacks ${names(missing)}. Install them: ${chosen} -m pip install -r ${requirements}` };
  }
  const environments = [venv, join(around.folder, '.venv'), resolve('.venv')];
  for (const python of ['python3', ...environments.map((folder) => join(folder, 'bin/python'))])
    if (lacking(python, pins)?.length === 0) return { python };
  return makeOwn(pins, around, venv);
};

const names = (pins: readonly Pin[]): string => pins.map(({ name, version }) => `${name} ${version}`).join(', ');

const versions = `
import importlib.metadata, json, sys
found = {}
for name in sys.argv[1:]:
    try: found[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError: pass
print(json.dumps(found))`;

/** What a Python lacks, or has older than it was tested with; undefined where it does not start. */
const lacking = (python: string, pins: readonly Pin[]): Pin[] | undefined => {
  const { status, stdout } = spawnSync(python, ['-c', versions, ...pins.map(({ name }) => name)], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const found = JSON.parse(stdout) as Record<string, string>;
  return pins.filter(({ name, version }) => isOlder(found[name] ?? '0', version));
};

const isOlder = (version: string, than: string): boolean => {
  const numbers = (text: string) => (text.match(/\d+/g) ?? []).map(Number);
  const [left, right] = [numbers(version), numbers(than)];
  const index = right.findIndex((number, place) => number !== (left[place] ?? 0));
  return index >= 0 && (left[index] ?? 0) < (right[index] ?? 0);
};

const makeOwn = async (pins: readonly Pin[], around: Surroundings, venv: string): Promise<Found> => {
  const missing = lacking('python3', pins);
  if (missing === undefined) return { problem: 'There is no python3 here: install Python 3.11 or newer.' };
  tell(`python3 lacks ${names(missing)}.`);
  const makes = `an environment in ${venv} with what requirements.txt names (about 2 GB, more for GPUs)`;
  if (attended() && !/^(y|yes|)$/i.test((await ask(`Make ${makes}? [Y/n] `)) ?? 'no'))
    return { problem: 'Then set COGX_PYTHON to a Python that has them.' };
  tell(`Making ${makes}.`);
  const python = join(venv, 'bin/python');
  for (const [words, environment] of installs(python, pins, venv)) {
    const { code, signal } = await watch(words, { ...around, environment: { ...around.environment, ...environment } });
    if (signal) return { problem: `set-up was stopped by ${signal}; started again it goes on.` };
    if (code !== 0) return { problem: `This failed with exit code ${code}: ${words.join(' ')}` };
  }
  return { python };
};

type Install = readonly [words: readonly string[], environment: Readonly<Record<string, string>>];

/** torch first, so that nothing pulls in another; DeepSpeed last: its set-up reads the torch that is there. */
const installs = (python: string, pins: readonly Pin[], venv: string): Install[] => {
  const pip = [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const wanted = (keep: (name: string) => boolean) =>
    pins.filter(({ name }) => keep(name)).map(({ name, version }) => `${name}==${version}`);
  const rest = wanted((name) => name !== 'torch' && name !== 'deepspeed');
  const deepspeed = wanted((name) => name === 'deepspeed');
  const make: Install[] = existsSync(python) ? [] : [[['python3', '-m', 'venv', venv], {}]];
  return [
    ...make,
    [[...pip, ...wanted((name) => name === 'torch'), 'setuptools', 'wheel'], {}],
    [[...pip, ...rest], {}],
    ...(deepspeed.length > 0
      ? [[[...pip, '--no-build-isolation', ...deepspeed], { DS_BUILD_OPS: '0' }] satisfies Install]
      : []),
  ];
};
