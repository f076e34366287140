import { spawn } from 'node:child_process';
import { type Probed, probeArguments, safeInput } from '../../media/probe.ts';

/** Longer than any clip takes: an hour of 60 fps is listed in 3 s. What takes more, hangs. */
const patience = 120_000;

type Place = { readonly words: readonly string[]; readonly cwd?: string };

const run = (name: string, { words, cwd }: Place): Promise<Probed> =>
  new Promise((resolve, reject) => {
    const child = spawn(name, words, {
      ...(cwd === undefined ? {} : { cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: patience,
      killSignal: 'SIGKILL',
    });
    const output: Buffer[] = [];
    let errors = '';
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => {
      errors = (errors + chunk).slice(-4000);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(output).toString(), errors }));
  });

/**
 * ffprobe on one clip, run in the folder that its path starts from, so that what it says holds no path of this machine. The name goes
 * in as `file:…`, so that no name is read as an option or a protocol.
 */
export const probe = (folder: string, path: string): Promise<Probed> =>
  run('ffprobe', { words: [...probeArguments, ...safeInput, `file:${path}`], cwd: folder });

/** The first line of `ffprobe -version`; undefined where there is none. */
export const ffprobeVersion = async (): Promise<string | undefined> => {
  try {
    const { code, output } = await run('ffprobe', { words: ['-version'] });
    return code === 0 ? output.split('\n')[0] : undefined;
  } catch {
    return undefined;
  }
};
