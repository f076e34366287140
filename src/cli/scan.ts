import { basename } from 'node:path';
import { check } from '../check.ts';
import { render } from '../diagnostics/render.ts';
import type { Plan } from '../plan/pipeline.ts';
import { rules } from '../rules/rules.ts';
import { type Command, exit, misused, pipelineFlags, say, tell } from './command.ts';
import { folderOf, inputOf, inventoryPath } from './disk/input.ts';
import { withoutFile } from './disk/no-file.ts';
import { scan as look, type Scanned } from './disk/scan.ts';
import { type Progress, startProgress } from './progress.ts';
import { knownLooks, tellLooks } from './scan/looking.ts';
import { tellStatistics } from './scan/statistics.ts';
import { summaryOf } from './scan/summary.ts';

/** Looks at the clips with ffprobe and writes the inventory beside the pipeline. */
export const scan: Command = {
  usage: 'FILE',
  about:
    'Writes FILE.clips.jsonl: a line a clip, with its times, shape, colour, damage and caption. Commit it, and the data is checked where it is not.\nFiles that have not changed since the last scan are not looked at again (FILE.clips.cache.json, not to be committed).\nWith --look each clip is decoded once, too; the inventory keeps what that told. With --stats no file is looked at.',
  words: [1, 1],
  flags: {
    ...pipelineFlags,
    jobs: { says: 'Files looked at the same time; one a core and one more where unsaid.', value: 'N' },
    look: { says: 'Decode each new clip, too: scene cuts, frozen and black stretches, bars in the picture.' },
    stats: { says: 'Say what the clips of the inventory are like: lengths, rates, sizes, codecs, captions.' },
    html: { says: 'With --stats: write it as a page of histograms, too.', value: 'FILE' },
  },
  run: async (given) => {
    const [file = ''] = given.words;
    const jobs = Number(given.text('jobs') ?? 0);
    if (!Number.isInteger(jobs) || jobs < 0) return misused('--jobs takes a whole number.', 'scan');
    const page = given.text('html');
    if (page !== undefined && !given.on('stats')) return misused('--html goes with --stats.', 'scan');
    const input = inputOf(file, { profiles: given.texts('profile'), set: given.texts('set') });
    if (!input) return withoutFile(file);
    if (given.on('stats')) return tellStatistics(inventoryPath(file), page);
    const { plan, diagnostics, sources } = check({ ...input, clips: undefined });
    // What a rule finds does not keep clips from being looked at; what can't be read does.
    const judged = new Set(rules.filter((rule) => rule.check).map(({ code }) => code));
    const unread = diagnostics.filter(({ severity, code }) => severity === 'error' && !judged.has(code));
    for (const diagnostic of unread) tell(render(sources, diagnostic));
    if (unread.length > 0) return exit.failed;
    const scanned = await scanClips(plan, file, { jobs, look: given.on('look') });
    return scanned && scanned.clips > 0 ? exit.fine : exit.failed;
  },
};

/** How many files are looked at at once, and whether their pictures are looked at, too. */
type How = { readonly jobs?: number; readonly look?: boolean };

/** Scans with progress, and says what was found. */
export const scanClips = async (plan: Plan, file: string, how: How = {}): Promise<Scanned | undefined> => {
  const { jobs = 0, look: isLooking = false } = how;
  const inventory = inventoryPath(file);
  const known = knownLooks(inventory);
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
  if ('lacking' in scanned) {
    tell(`error: ${scanned.lacking}`);
    tell(`help: ${scanned.help}`);
    return undefined;
  }
  for (const line of summaryOf(basename(inventory), scanned)) say(line);
  if (scanned.clips > 0)
    for (const line of await tellLooks(known, isLooking, { folder: folderOf(file), inventory, jobs })) say(line);
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
