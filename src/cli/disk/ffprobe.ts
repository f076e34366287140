import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { command, sh } from '../../emit/shell.ts';
import { inOnePiece, type Probed, probeArguments, safeInput } from '../../media/probe.ts';
import { type Lane, openLane } from './lane.ts';

/** Longer than any clip takes: an hour of 60 fps is listed in 3 s. What takes more, hangs. */
const longest = 120_000;

/** ffprobe as this machine has it: the first line of its version, and how it is asked to answer in one piece. */
export type Ffprobe = { readonly version: string; readonly inOnePiece: readonly string[] };

/** Undefined where there is none. */
export const findFfprobe = async (): Promise<Ffprobe | undefined> =>
  (await foundWith(inOnePiece)) ?? (await foundWith([]));

const foundWith = async (inOnePiece: readonly string[]): Promise<Ffprobe | undefined> => {
  try {
    const { stdout } = await promisify(execFile)('ffprobe', [...inOnePiece, '-version'], { env: environment() });
    return { version: stdout.split('\n')[0] ?? '', inOnePiece };
  } catch {
    return undefined;
  }
};

/** These would colour what it says, and have it write a report of each clip. */
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, FFREPORT: undefined, AV_LOG_FORCE_COLOR: undefined });

export type Prober = {
  /** ffprobe on one clip; as many run at once as are asked for at once. */
  readonly probe: (path: string) => Promise<Probed>;
  readonly close: () => void;
};

/** The folder that paths start from, and how many milliseconds a clip may take. */
export type Probing = { readonly folder: string; readonly ffprobe: Ffprobe; readonly patience?: number };

/**
 * ffprobe is run in the folder that paths start from, so that what it says holds no path of this machine. The name goes in as
 * `file:…`, so that no name is read as an option or a protocol.
 */
export const openProber = ({ folder, ffprobe, patience = longest }: Probing): Prober => {
  const lanes = new Set<Lane>();
  const idle: Lane[] = [];
  const program = command(['ffprobe', ...probeArguments, ...safeInput, ...ffprobe.inOnePiece]);
  const opened = (): Lane => {
    const lane = openLane({ program, folder, environment: environment(), patience });
    lanes.add(lane);
    return lane;
  };
  const stop = () => {
    for (const lane of lanes) lane.kill();
  };
  // Whoever stops a scan leaves nothing behind that still reads his disk.
  process.on('exit', stop);
  return {
    probe: async (path) => {
      const rested = idle.pop();
      const lane = rested?.isOpen() ? rested : opened();
      const probed = await lane.ask(sh(`file:${path}`));
      if (lane.isOpen()) idle.push(lane);
      return probed;
    },
    close: () => {
      process.off('exit', stop);
      for (const lane of lanes) lane.close();
    },
  };
};
