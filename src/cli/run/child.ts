import { spawn } from 'node:child_process';

export type Ended = { readonly code: number; readonly signal: NodeJS.Signals | undefined; readonly seconds: number };

export type Surroundings = { readonly folder: string; readonly environment: Readonly<Record<string, string>> };

const heard = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program in sight and waits for its end. It leads a process group of its own, so that Ctrl-C comes here first:
 * the first time `gently` asks it to end (or SIGTERM, where there is no better way), the second time it is killed.
 */
export const watch = (words: readonly string[], around: Surroundings, gently?: () => void): Promise<Ended> =>
  new Promise((resolve) => {
    const since = performance.now();
    const [program = '', ...rest] = words;
    const child = spawn(program, rest, {
      cwd: around.folder,
      env: { ...process.env, ...around.environment },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    let asked: NodeJS.Signals | undefined;
    const hear = (signal: NodeJS.Signals): void => {
      if (asked) tellGroup(child.pid, 'SIGKILL');
      else if (gently) gently();
      else tellGroup(child.pid, 'SIGTERM');
      asked = signal;
    };
    const end = (code: number) => {
      for (const signal of heard) process.off(signal, hear);
      resolve({ code, signal: asked, seconds: (performance.now() - since) / 1000 });
    };
    for (const signal of heard) process.on(signal, hear);
    child.on('error', () => end(127));
    child.on('exit', (code) => end(code ?? 1));
  });

const tellGroup = (group: number | undefined, signal: NodeJS.Signals): void => {
  if (group === undefined) return;
  try {
    process.kill(-group, signal);
  } catch {
    // The group has ended in between.
  }
};
