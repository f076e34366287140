import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inVenv, root } from '../support.ts';

/** A Python whose libraries are imported already (warm.py); the last of all that a test does is to close it. */
export type Warm = { readonly python: string; readonly close: () => void };

/** What decides at import how the libraries behave, on this machine and offline. */
export const offline = {
  DS_ACCELERATOR: 'cpu',
  HF_HUB_OFFLINE: '1',
  OMP_NUM_THREADS: '1',
  TOKENIZERS_PARALLELISM: 'false',
};

export const warm = async (): Promise<Warm> => {
  const folder = mkdtempSync(join(tmpdir(), 'cogx-warm-'));
  const server: ChildProcess = spawn(inVenv('python'), [join(root, 'test/e2e/warm.py'), folder], {
    env: { ...process.env, ...offline },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(server, 'close').then(([code]) => {
    throw new Error(`warm.py ends with ${code}`);
  });
  await Promise.race([once(server.stdout as NonNullable<typeof server.stdout>, 'data'), ended]);
  ended.catch(() => undefined);
  return {
    python: join(folder, 'python'),
    close: () => {
      server.stdin?.end();
      rmSync(folder, { recursive: true });
    },
  };
};

/** A model of the real classes with few numbers, all of chance, in a folder of its name. */
export const makeTinyModel = (python: string, folder: string, model: string): void => {
  const words = [join(root, 'scripts/make-tiny-model.py'), model, model];
  const { status, stderr } = spawnSync(python, words, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
};
