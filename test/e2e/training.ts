import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { accelerate } from '../../src/emit/accelerate.ts';
import { deepspeed } from '../../src/emit/deepspeed.ts';
import { launch } from '../../src/emit/launch/launch.ts';
import { train } from '../../src/emit/train.ts';
import { jobFor } from '../job.ts';
import { root } from '../support.ts';
import { offline, type Warm, warm } from './warm.ts';

/** A folder with the tiny model and prepared samples of a run called birds, where emitted scripts train under launch.sh. */

export const model = 'tiny-cogvideox-1.5-5b-t2v';

export type Ended = { readonly code: number; readonly said: string };

export const trainingIn = (name: string) => {
  const folder = mkdtempSync(join(tmpdir(), `cogx-${name}-`));
  let started: Warm;

  /** What it prints, errors too, when it ends. */
  const start = (words: readonly string[], runs: string): { child: ChildProcess; ended: Promise<Ended> } => {
    const env = { ...process.env, ...offline, COGX_PYTHON: started.python, COGX_RUNS: runs };
    const child = spawn('bash', words, { cwd: folder, env, detached: true });
    const parts = [text(child.stdout), text(child.stderr)];
    const ended = new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
    return { child, ended: ended.then(async (code) => ({ code, said: (await Promise.all(parts)).join('') })) };
  };

  const run = (build: string, runs = `runs-${build}`) => start([join(build, 'launch.sh')], runs).ended;

  const mustRun = async (build: string, runs?: string): Promise<string> => {
    const { code, said } = await run(build, runs);
    if (code !== 0) throw new Error(`${build}: ${said}`);
    return said;
  };

  const python = async (...words: readonly string[]): Promise<string> => {
    const { code, said } = await start(['-c', '"$COGX_PYTHON" "$@"', 'bash', ...words], 'runs').ended;
    if (code !== 0) throw new Error(`${words.join(' ')}: ${said}`);
    return said;
  };

  return {
    folder,
    start,
    run,
    mustRun,
    python,
    open: async () => {
      started = await warm();
      await python(join(root, 'scripts/make-tiny-model.py'), model, model);
      await python(join(root, 'test/e2e/train-judge.py'), 'data', 'work/birds');
    },
    close: () => {
      started.close();
      rmSync(folder, { recursive: true });
    },
    /** What a pipeline compiles to, as far as training needs it. */
    build: (build: string, source: string): string => {
      mkdirSync(join(folder, build), { recursive: true });
      const job = jobFor(source);
      for (const emitter of [train, accelerate, deepspeed, launch])
        for (const { path, text: lines } of emitter(job)) writeFileSync(join(folder, build, path), lines as string);
      return build;
    },
    losses: (runs: string, of = 'birds'): readonly number[] => {
      const path = join(folder, runs, of, 'log/metrics.jsonl');
      const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
      return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line).loss);
    },
  };
};

/** FSDP2 on processors, where accelerate would train with DDP in its place: what launch.sh starts is test/e2e/fsdp.py. */
export const onProcessors = (script: string): void => {
  const started = `"${join(root, 'test/e2e/fsdp.py')}" $&`;
  writeFileSync(script, readFileSync(script, 'utf8').replace(/"\$here\/train.py"$/m, started));
};

export const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 30_000 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
};
