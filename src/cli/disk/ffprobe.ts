import { spawn } from 'node:child_process';
import { type Probed, probeArguments, safeInput } from '../../media/probe.ts';

/** Longer than any clip takes: an hour of 60 fps is listed in 3 s. What takes more, hangs. */
const patience = 120_000;

const run = (name: string, words: readonly string[]): Promise<Probed> =>
  new Promise((resolve, reject) => {
    const child = spawn(name, words, { stdio: ['ignore', 'pipe', 'pipe'], timeout: patience, killSignal: 'SIGKILL' });
    const output: Buffer[] = [];
    let errors = '';
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => {
      errors = (errors + chunk).slice(-4000);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(output).toString(), errors }));
  });

/** ffprobe on one clip. The name goes in as `file:…`, so that no name is read as an option or a protocol. */
export const probe = (path: string): Promise<Probed> =>
  run('ffprobe', [...probeArguments, ...safeInput, `file:${path}`]);

/** The first line of `ffprobe -version`; undefined where there is none. */
export const ffprobeVersion = async (): Promise<string | undefined> => {
  try {
    const { code, output } = await run('ffprobe', ['-version']);
    return code === 0 ? output.split('\n')[0] : undefined;
  } catch {
    return undefined;
  }
};
