import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Probed } from '../../media/probe.ts';

/**
 * A shell that runs a program for us, again and again. Node takes 5 ms to start one, for the tables of its memory are copied first, and
 * does nothing else meanwhile; a shell, being small, takes a tenth of that.
 */
export type Lane = {
  /** Runs the program with one more word, quoted already; one at a time. */
  readonly ask: (word: string) => Promise<Probed>;
  readonly isOpen: () => boolean;
  /** Ends the shell and what it runs. */
  readonly kill: () => void;
  /** Ends the shell, which runs nothing. */
  readonly close: () => void;
};

/** The program with its words as a shell reads them, where it runs, and how many milliseconds a run may take. */
type Laid = {
  readonly program: string;
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly patience: number;
};

/**
 * NUL, which is in no JSON and in no message, ends what a run says on either stream. The program runs beside the shell, which so hears
 * signals and ends it; a group of their own would do the same, but is a session of its own to Node, and the scheduler of Linux gives each
 * session its share, whatever `nice` says.
 */
const scriptOf = (program: string): string => `trap '[ -z "$child" ] || kill -KILL "$child"; exit 1' HUP INT TERM
child=
run() {
  ${program} "$1" </dev/null 2>&3 3>&- &
  child=$!
  wait "$child"
  code=$?
  child=
  printf '\\n%s\\0' "$code" >&3
  printf '\\0'
}
`;

/** What has come of a run so far, and who waits for it. */
type Run = { readonly output: Buffer[]; errors: string; readonly end: (probed: Probed) => void };

export const openLane = (laid: Laid): Lane => {
  const { shell, input, output, errors } = openShell(laid);
  let run: Run | undefined;
  let isOpen = true;
  const heard = () => {
    const probed = run && wholeOf(run);
    if (probed) run?.end(probed);
  };
  const gone = (why: string) => {
    isOpen = false;
    run?.end({ code: null, output: '', errors: why });
    // What the program may have started itself holds them still, and would hold us.
    for (const stream of [input, output, errors]) stream.destroy();
  };
  const kill = (why = '') => {
    if (isOpen) shell.kill('SIGTERM');
    gone(why);
  };
  shell.on('error', ({ message }) => gone(message)).on('close', () => gone(run?.errors ?? ''));
  output.on('data', (chunk: Buffer) => {
    run?.output.push(chunk);
    heard();
  });
  errors.on('data', (chunk: string) => {
    if (run) run.errors = (run.errors + chunk).slice(-4000);
    heard();
  });
  const ask = async (word: string): Promise<Probed> => {
    const late = setTimeout(() => kill(`it takes longer than ${laid.patience / 1000} s`), laid.patience);
    const probed = await new Promise<Probed>((end) => {
      run = { output: [], errors: '', end };
      input.write(`run ${word}\n`);
    });
    clearTimeout(late);
    run = undefined;
    return probed;
  };
  return { ask, isOpen: () => isOpen, kill: () => kill(), close: () => input.end() };
};

const openShell = ({ program, folder, environment }: Laid) => {
  const shell = spawn('sh', [], {
    cwd: folder,
    env: environment,
    // What the shell says itself, such as that the program crashed, its number says too.
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
  });
  const [input, output, , errors] = shell.stdio as unknown as [Writable, Readable, null, Readable];
  // That it listens no longer is told by its end.
  input.on('error', () => {}).write(scriptOf(program));
  return { shell, input, output, errors: errors.setEncoding('utf8') };
};

/** Both streams have been ended. */
const wholeOf = ({ output, errors }: Run): Probed | undefined => {
  if (!errors.endsWith('\0') || output.at(-1)?.at(-1) !== 0) return undefined;
  const line = errors.lastIndexOf('\n');
  const code = Number(errors.slice(line + 1, -1));
  return {
    // 126 and 127: it can't be started. From 128 on it was ended by a signal.
    code: code < 126 ? code : null,
    output: Buffer.concat(output).subarray(0, -1).toString(),
    errors: errors.slice(0, line),
  };
};
