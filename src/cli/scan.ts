import { basename } from 'node:path';
import { check } from '../check.ts';
import { render } from '../diagnostics/render.ts';
import type { Plan } from '../plan/pipeline.ts';
import { rules } from '../rules/rules.ts';
import { type Command, exit, misused, pipelineFlags, say, tell } from './command.ts';
import { folderOf, inputOf, inventoryPath } from './disk/input.ts';
import { scan as look, type Scanned } from './disk/scan.ts';
import { type Progress, startProgress } from './progress.ts';
import { summaryOf } from './scan/summary.ts';

/** Looks at the clips with ffprobe and writes the inventory beside the pipeline. */
export const scan: Command = {
  usage: 'FILE',
  about:
    'Writes FILE.clips.jsonl: a line a clip, with its times, shape, colour, damage and caption. Commit it, and the data is checked where it is not.\nFiles that have not changed since the last scan are not looked at again (FILE.clips.cache.json, not to be committed).',
  words: [1, 1],
  flags: {
    ...pipelineFlags,
    jobs: { says: 'Files looked at the same time; one a core where unsaid.', value: 'N' },
  },
  run: async (given) => {
    const [file = ''] = given.words;
    const jobs = Number(given.text('jobs') ?? 0);
    if (!Number.isInteger(jobs) || jobs < 0) return misused('--jobs takes a whole number.', 'scan');
    const input = inputOf(file, { profiles: given.texts('profile'), set: given.texts('set') });
    if (!input) return misused(`There is no file ${file}.`);
    const { plan, diagnostics, sources } = check({ ...input, clips: undefined });
    // What a rule finds does not keep clips from being looked at; what can't be read does.
    const judged = new Set(rules.filter((rule) => rule.check).map(({ code }) => code));
    const unread = diagnostics.filter(({ severity, code }) => severity === 'error' && !judged.has(code));
    for (const diagnostic of unread) tell(render(sources, diagnostic));
    if (unread.length > 0) return exit.failed;
    const scanned = await scanClips(plan, file, jobs);
    return scanned && scanned.clips > 0 ? exit.fine : exit.failed;
  },
};

/** Scans with progress, and says what was found. */
export const scanClips = async (plan: Plan, file: string, jobs = 0): Promise<Scanned | undefined> => {
  const inventory = inventoryPath(file);
  let progress = startProgress({ name: 'scan', things: 'files found' });
  const stopped = whenStopped(() => progress);
  const scanned = await look(plan, folderOf(file), {
    inventory,
    ...(jobs > 0 ? { jobs } : {}),
    found: () => progress.step(),
    started: (total) => {
      progress.end();
      progress = startProgress({ name: 'scan', things: 'clips', total });
    },
    seen: (path) => progress.step(path),
  });
  process.off('SIGINT', stopped).off('SIGTERM', stopped);
  progress.end();
  if (scanned) for (const line of summaryOf(basename(inventory), scanned)) say(line);
  else {
    tell('error: There is no ffprobe on this machine, which reads what clips hold.');
    tell('help: Install ffmpeg: apt-get install ffmpeg, or brew install ffmpeg.');
  }
  return scanned;
};

/** What was seen is kept already; who stops a scan is told so. */
const whenStopped = (progress: () => Progress): ((signal: NodeJS.Signals) => void) => {
  const stopped = (signal: NodeJS.Signals) => {
    progress().end();
    tell('scan: stopped; what was seen is kept, and the same command goes on from here.');
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('SIGINT', stopped).on('SIGTERM', stopped);
  return stopped;
};
