/** What every script here does alike: say, ask, run a command, give up with a sentence. */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** What stops a script: shown as one sentence, without a stack. */
export class Stop extends Error {}

export const say = (text) => process.stdout.write(`${text}\n`);

/** Runs a script's main function; a Stop is a sentence and exit code 1, anything else a bug that is thrown. */
export const runScript = async (main) => {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (problem) {
    if (!(problem instanceof Stop)) throw problem;
    process.stderr.write(`\n${problem.message}\n`);
    process.exitCode = 1;
  }
};

/** The program's path, or undefined. */
export const which = (program) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

/** Runs a command in sight; its exit code. Ctrl-C reaches the command too, and we wait for its end. */
export const show = (command, words, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
    const wait = () => {};
    process.on('SIGINT', wait);
    child.on('error', () => resolve(127));
    child.on('exit', (code, signal) => {
      process.off('SIGINT', wait);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });

/** Runs a command out of sight; stops with its last words where it fails. */
export const quietly = async (what, command, words, options = {}) => {
  const since = performance.now();
  process.stdout.write(`  ${what} … `);
  const { code, output } = await collect(command, words, options);
  if (code !== 0) {
    say('failed');
    const last = output.trim().split('\n').slice(-15).join('\n');
    throw new Stop(`${last}\n\nThis failed with exit code ${code}: ${[command, ...words].join(' ')}`);
  }
  say(`${((performance.now() - since) / 1000).toFixed(0)} s`);
};

const collect = (command, words, options) =>
  new Promise((resolve) => {
    const child = spawn(command, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (problem) => resolve({ code: 127, output: problem.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });

/** What a command prints, or undefined where it fails. */
export const answer = (command, words) => {
  const { status, stdout } = spawnSync(command, words, { encoding: 'utf8', cwd: root });
  return status === 0 ? stdout.trim() : undefined;
};

/** Whether a person sits there. */
export const attended = () => Boolean(process.stdin.isTTY && process.stdout.isTTY);

export const ask = async (question) => {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const abort = () => 'no'; // Ctrl-C or Ctrl-D
  const reply = await lines
    .question(`${question} [Y/n] `)
    .catch(abort)
    .finally(() => lines.close());
  return /^(y|yes|)$/i.test(reply.trim());
};
