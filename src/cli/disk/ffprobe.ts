import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { command, sh } from '../../emit/shell.ts';
import { type Probed, probeArguments, safeInput } from '../../media/probe.ts';
import { type Lane, openLane } from './lane.ts';

/** Longer than any clip takes: an hour of 60 fps is listed in 3 s. What takes more, hangs. */
const longest = 120_000;

/** The first line of what ffprobe says of its version; where there is none that can be asked, why, and what to do. */
export type Ffprobe = { readonly version: string } | Lacking;
export type Lacking = { readonly lacking: string; readonly help: string };

export const findFfprobe = async (): Promise<Ffprobe> => {
  const version = await versionWith(probeArguments);
  if (version !== undefined) return { version };
  const old = await versionWith([]);
  return old === undefined
    ? {
        lacking: 'There is no ffprobe on this machine, which reads what clips hold.',
        help: 'Install ffmpeg: apt-get install ffmpeg, or brew install ffmpeg.',
      }
    : {
        lacking: `ffprobe is older than 5.1 on this machine: ${old.replace(/\s+Copyright.*/, '')}.`,
        help: 'Install ffmpeg 5.1 or newer, such as a static build in a folder that stands first in PATH.',
      };
};

/** Undefined where these words mean nothing to it, too. */
const versionWith = async (words: readonly string[]): Promise<string | undefined> => {
  try {
    const { stdout } = await promisify(execFile)('ffprobe', [...words, '-version'], { env: environment() });
    return stdout.split('\n')[0];
  } catch {
    return undefined;
  }
};

/** These would colour what it says, and have it write a report of each clip. */
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, FFREPORT: undefined, AV_LOG_FORCE_COLOR: undefined });

export type Prober = {
  /** ffprobe on one clip; as many run at once as are asked for at once. */
  readonly probe: (path: string) => Promise<Probed>;
  /** What runs still is waited for, and its shell then ends, too. */
  readonly close: () => void;
};

/** The folder that paths start from, and how many milliseconds a clip may take. */
export type Probing = { readonly folder: string; readonly patience?: number };

/**
 * ffprobe is run in the folder that paths start from, so that what it says holds no path of this machine. The name goes in as
 * `file:…`, so that no name is read as an option or a protocol.
 */
export const openProber = ({ folder, patience = longest }: Probing): Prober => {
  const lanes = new Set<Lane>();
  const idle: Lane[] = [];
  let isClosed = false;
  const program = command(['ffprobe', ...probeArguments, ...safeInput]);
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
      if (isClosed) lane.close();
      else if (lane.isOpen()) idle.push(lane);
      return probed;
    },
    close: () => {
      isClosed = true;
      process.off('exit', stop);
      for (const lane of idle.splice(0)) lane.close();
    },
  };
};
