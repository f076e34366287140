import { spawn } from 'node:child_process';

export type Ended = { readonly code: number; readonly signal: NodeJS.Signals | undefined; readonly seconds: number };

export type Surroundings = { readonly folder: string; readonly environment: Readonly<Record<string, string>> };

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program in sight and waits for its end. It leads a process group of its own, to which signals are passed on
 * once: from a terminal Ctrl-C would reach it twice, and a second one cuts off what it saves after the first.
 */
export const watch = (words: readonly string[], { folder, environment }: Surroundings): Promise<Ended> =>
  new Promise((resolve) => {
    const since = performance.now();
    const [program = '', ...rest] = words;
    const child = spawn(program, rest, {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    let asked: NodeJS.Signals | undefined;
    const handlers = passedOn.map((signal) => {
      const handler = () => {
        asked = signal;
        if (child.pid !== undefined) passOn(child.pid, signal);
      };
      process.on(signal, handler);
      return [signal, handler] as const;
    });
    const end = (code: number) => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
      resolve({ code, signal: asked, seconds: (performance.now() - since) / 1000 });
    };
    child.on('error', () => end(127));
    child.on('exit', (code) => end(code ?? 1));
  });

const passOn = (group: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-group, signal);
  } catch {
    // The group has ended in between.
  }
};
