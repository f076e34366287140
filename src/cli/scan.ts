import { basename } from 'node:path';
import { check } from '../check.ts';
import { render } from '../diagnostics/render.ts';
import type { Clip } from '../media/inventory.ts';
import type { Plan } from '../plan/pipeline.ts';
import { rules } from '../rules/rules.ts';
import { type Command, exit, misused, pipelineFlags, say, tell } from './command.ts';
import { folderOf, inputOf, inventoryPath } from './disk/input.ts';
import { scan as look, type Scanned } from './disk/scan.ts';
import { startProgress } from './progress.ts';

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
  let progress = startProgress({ name: 'scan', things: 'clips', total: 0 });
  const scanned = await look(plan, folderOf(file), {
    inventory,
    ...(jobs > 0 ? { jobs } : {}),
    started: (total) => {
      progress = startProgress({ name: 'scan', things: 'clips', total });
    },
    seen: (path) => progress.step(path),
  });
  progress.end();
  if (scanned) for (const line of summaryOf(basename(inventory), scanned)) say(line);
  else {
    tell('error: There is no ffprobe on this machine, which reads what clips hold.');
    tell('help: Install ffmpeg: apt-get install ffmpeg, or brew install ffmpeg.');
  }
  return scanned;
};

function* summaryOf(inventory: string, { datasets, clips, looked, problems }: Scanned): Iterable<string> {
  if (clips === 0) yield `${inventory} is left as it was: there is no clip.`;
  else yield `${inventory}: ${count(clips, 'clip')}, ${looked} of them looked at now`;
  for (const { name, clips: many, seconds, damaged, captionless } of datasets) {
    const bad = damaged.length > 0 ? `, ${damaged.length} damaged` : '';
    const mute = captionless.length > 0 ? `, ${captionless.length} without a caption` : '';
    yield `  ${name}: ${count(many, 'clip')}, ${timeOf(seconds)}${bad}${mute}`;
    yield* named(damaged, ({ path, damage }) => `${printable(path)} is ${damage?.reason}: ${damage?.detail}`);
    yield* named(captionless, ({ path }) => `${printable(path)} has no caption`);
  }
  for (const problem of problems.slice(0, 10)) yield `  ${problem}`;
  if (problems.length > 10) yield `  and ${problems.length - 10} more like these`;
}

function* named(clips: readonly Clip[], say: (clip: Clip) => string): Iterable<string> {
  for (const clip of clips.slice(0, 3)) yield `    ${say(clip)}`;
  if (clips.length > 3) yield `    and ${clips.length - 3} more`;
}

const count = (many: number, thing: string): string => `${many} ${thing}${many === 1 ? '' : 's'}`;

/** A name with a line break or an escape code must not write over the terminal. */
const printable = (path: string): string => (/[\p{Cc}]/u.test(path) ? JSON.stringify(path) : path);

const timeOf = (seconds: number): string => {
  if (seconds >= 3600) return `${(seconds / 3600).toFixed(1)} h`;
  return seconds >= 60 ? `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s` : `${seconds.toFixed(1)} s`;
};
