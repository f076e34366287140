import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emit } from '../../src/emit/emit.ts';
import type { Output } from '../../src/emit/output.ts';
import { folder as temporary } from '../e2e/cogx.ts';
import { jobFor } from '../job.ts';
import { inVenv, root } from '../support.ts';

/** What several tests of launch files need: pipelines of one shape, their outputs on disk, the words they launch with. */

/** A pipeline that says little more than its machines. */
export const pipeline = (cluster: string, train = ''): string => `
model tiny-cogvideox-1.5-5b-t2v
dataset bars { videos = "clips" }
train {
  ${train.includes('length') ? '' : 'length = 20 steps'}
  ${train}
}
cluster {
  ${cluster}
}
`;

export const outputsOf = (text: string): ReadonlyMap<string, Output> =>
  new Map([...emit(jobFor(text))].map((output) => [output.path, output]));

export const textAt = (outputs: ReadonlyMap<string, Output>, path: string): string => {
  const text = outputs.get(path)?.text;
  if (text === undefined) throw new Error(`${path} is no output`);
  return typeof text === 'string' ? text : [...text].join('');
};

/** Writes the outputs of a pipeline into a folder of a temporary one, with a space and a quote in its name. */
export const written = (text: string): string => {
  const folder = join(temporary(), "it's here");
  mkdirSync(folder);
  const outputs = outputsOf(text);
  for (const [path, { executable }] of outputs) {
    writeFileSync(join(folder, path), textAt(outputs, path));
    if (executable) chmodSync(join(folder, path), 0o755);
  }
  return folder;
};

const recorder = `#!/usr/bin/env bash\nprintf '%s\\0' "$@" > "$RECORD"\nenv -0 > "$RECORD.env"\n`;

/** What launch.sh gives to Python: its words and its environment. */
export const launched = (folder: string, env: Record<string, string> = {}) => {
  const place = temporary();
  writeFileSync(join(place, 'python'), recorder, { mode: 0o755 });
  const record = join(place, 'words');
  const { status, stderr } = spawnSync('bash', [join(folder, 'launch.sh')], {
    cwd: place,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', COGX_PYTHON: join(place, 'python'), RECORD: record, ...env },
  });
  if (status !== 0) return { status, stderr, words: [], environment: {} };
  const list = (file: string) => readFileSync(file, 'utf8').split('\0').slice(0, -1);
  const environment = Object.fromEntries(list(`${record}.env`).map((line) => line.split(/=(.*)/s)));
  return { status, stderr, words: list(record), environment: environment as Record<string, string> };
};

/** Runs a program of this folder on cases, and gives what its last line says. */
export const askPython = <T>(program: string, cases: object): Record<string, T> => {
  const { status, stdout, stderr } = spawnSync(inVenv('python'), [join(root, 'test/emit', program)], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${program}: ${stdout}${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
};
