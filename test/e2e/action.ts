import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { python } from '../diagnostics/support.ts';
import { root } from '../support.ts';
import { folder } from './cogx.ts';

type Step = {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
};

type Action = {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};

export const readYaml = (file: string): unknown => python('e2e/read_yaml.py', readFileSync(join(root, file), 'utf8'));

export const action = readYaml('action.yml') as Action;

/** Where a runner would run the action. */
export type Runner = {
  /** The checkout of the one who uses it. */
  readonly workspace: string;
  /** The action's own folder. */
  readonly path?: string;
  /** What its PATH is. */
  readonly search?: string;
};

export type Performed = {
  readonly code: number;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Other actions that it would have used. */
  readonly used: readonly string[];
};

/** Runs the steps of the action as a GitHub runner does: same shell, inputs by their expressions, outputs from a file. */
export const perform = (given: Readonly<Record<string, string>>, { workspace, path, search }: Runner): Performed => {
  const values = new Map<string, string>();
  for (const [name, input] of Object.entries(action.inputs)) values.set(`inputs.${name}`, given[name] ?? input.default);
  const filled = (text: string) => text.replace(/\$\{\{ (\S+) \}\}/g, (_, name: string) => values.get(name) ?? '');
  const used: string[] = [];
  let log = '';
  let code = 0;
  for (const step of action.runs.steps) {
    if (code !== 0 || !holds(step.if, values)) continue;
    if (step.uses) used.push(step.uses);
    if (step.run === undefined) continue;
    const [script, outputs] = [join(folder(), 'step.sh'), join(folder(), 'outputs')];
    writeFileSync(script, step.run);
    const env = Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text)]);
    const ran = spawnSync('/bin/bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: resolve(workspace, filled(step['working-directory'] ?? '.')),
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: search ?? process.env.PATH,
        GITHUB_OUTPUT: outputs,
        GITHUB_ACTION_PATH: path ?? root,
        ...Object.fromEntries(env),
      },
    });
    code = ran.status ?? 1;
    log += ran.stdout + ran.stderr;
    const written = existsSync(outputs) ? readFileSync(outputs, 'utf8').trim().split('\n') : [];
    for (const line of written) values.set(`steps.${step.id}.outputs.${line.split('=')[0]}`, line.replace(/^.*?=/, ''));
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value)]);
  return { code, log, outputs: Object.fromEntries(outputs), used };
};

/** The only form of condition that the action has. */
const holds = (condition: string | undefined, values: ReadonlyMap<string, string>): boolean => {
  if (condition === undefined) return true;
  const [, name = '', text] = /^(\S+) != '(\w+)'$/.exec(condition) ?? [];
  if (name === '') throw new Error(`this runner can't judge ${condition}`);
  return values.get(name) !== text;
};
