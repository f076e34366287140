import { plain } from '../grammar/plain.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { lineOf } from './diagnostics/lines.ts';
import type { Measured } from './estimate/measured.ts';
import { type Schedule, scheduleOf } from './estimate/schedule.ts';
import type { Clip } from './media/inventory.ts';
import { lookedAt } from './media/looking.ts';
import { type Survey, survey } from './media/survey.ts';
import type { Origins } from './plan/fill.ts';
import { type Input, layer } from './plan/layers.ts';
import { parsePath, printPath } from './plan/path.ts';
import type { Plan } from './plan/pipeline.ts';
import type { Parsed } from './plan/place-fix.ts';
import type { Reading } from './plan/reading.ts';
import { resolve, type Written } from './plan/resolve.ts';
import { everyRule, rulesFor } from './rules/asked.ts';
import { judge } from './rules/judge.ts';
import { pageOf } from './rules/pages.ts';
import type { Facts, Rule, RunFolder } from './rules/rule.ts';
import { type Waived, waive } from './rules/waive.ts';

export type CheckInput = Input & {
  /** One pass over the inventory; absent where there is none. */
  readonly clips?: (() => Iterable<Clip>) | undefined;
  /** Looks at the clips, too, while they are read: who waits for a plan's clips needs no pass of its own. */
  readonly watch?: (plan: Plan) => (clip: Clip) => void;
  /** What a run of it has measured. */
  readonly measured?: Measured | undefined;
  /** What stands on the disk beside the file, where somebody looks. */
  readonly look?: Look;
  /** Also say what stands in the way of compiling, and not of checking. */
  readonly compiles?: boolean;
};

export type Look = {
  /** The run of this name, under the root `storage.runs`. */
  readonly run: (runs: string, name: string) => RunFolder | undefined;
  /** Names in a folder, whose path is relative to the file. */
  readonly names: (folder: string) => readonly string[] | undefined;
};

export type Checked = {
  readonly plan: Plan;
  /** The plan before its defaults. */
  readonly written: Written;
  /** Words for other files: schema and words only. */
  readonly part: boolean;
  /** Null where the length is in epochs and there is no inventory, and in parts. */
  readonly schedule: Schedule | null;
  readonly survey?: Survey;
  readonly diagnostics: readonly Diagnostic[];
  /** Findings that a comment `cogx-allow` says are meant; they are not among the others. */
  readonly waived: readonly Waived[];
  /** Every text that a place may refer to. */
  readonly sources: ReadonlyMap<string, string>;
  /** Printed path -> where its value comes from: `birds.cogx:12`, or a default with its source. */
  readonly origins: ReadonlyMap<string, string>;
  /** Printed path -> what the author says of it, in the `##` lines above it. */
  readonly docs: ReadonlyMap<string, string>;
  /** The profiles that the file declares. */
  readonly profiles: readonly string[];
};

/** text -> plan and findings. Never throws for what an author wrote. */
export const check = (input: CheckInput): Checked => {
  const { reading, sources, trees, allows, profiles } = layer(input);
  const { plan, written, part, origins, unsound, problems } = resolve(reading, nameOf(input.file), { sources, trees });
  const seen = part ? undefined : surveyOf(plan, input);
  const facts = {
    ...factsOf(reading, unsound, seen),
    ...(part || !input.look ? {} : lookingFrom(plan, input.look)),
    scanned: input.clips !== undefined,
    measured: input.measured,
  };
  const isAsked = ({ when, judgesParts }: Rule) =>
    (when === undefined || input.compiles === true) && (!part || judgesParts === true);
  const asked = rulesFor(plan, seen !== undefined).filter(isAsked);
  const manuscript = { file: input.file, reading, sources, trees };
  const { kept, waived } = waive(judge(asked, { plan, manuscript, unsound, facts }), {
    file: input.file,
    allows,
    profiles: input.profiles ?? [],
    rules: everyRule,
    // What rests on an unsound value, or on clips that nobody has looked at, may be raised yet.
    wasAsked: (rule) => isAsked(rule) && unsound.size === 0 && (seen !== undefined || !pageOf(rule.code)?.readsClips),
  });
  const findings = [...kept, ...(isEmpty(trees.get(input.file)) ? [emptyFile(input)] : part ? ofPart(input) : [])];
  return {
    plan,
    written,
    part,
    schedule: part ? null : scheduleOf(plan, seen),
    ...(seen ? { survey: seen } : {}),
    waived,
    diagnostics: inOrder([...reading.problems, ...problems, ...findings], [...sources.keys()]),
    sources,
    docs: reading.docs,
    get origins() {
      return originsOf(reading, origins, sources);
    },
    profiles,
  };
};

const surveyOf = (plan: Plan, { clips, watch }: CheckInput): Survey | undefined =>
  clips && survey(plan, watch ? lookedAt(clips(), watch(plan)) : clips());

/** Comments are no words, and what could not be read is told already. */
const isEmpty = (parsed: Parsed | undefined): boolean => parsed?.sound === true && parsed.tree.items.length === 0;

const emptyFile = ({ file }: CheckInput): Diagnostic => ({
  code: 'empty-file',
  severity: 'error',
  message: `${file} says nothing.`,
  help: 'Write a pipeline into it; cogx init FOLDER begins one for a folder of videos.',
  place: { file, span: { start: 0, end: 0 } },
});

/** A part has words for other files and nothing to judge. */
const ofPart = ({ file, compiles }: CheckInput): Diagnostic[] =>
  compiles
    ? [
        {
          code: 'part-alone',
          severity: 'error',
          message: `${file} says no length of training: it is a part of other pipelines.`,
          help: 'Compile a file that uses it, or write a dataset and train { length = … } here.',
        },
      ]
    : [];

const lookingFrom = ({ storage, name }: Plan, look: Look): Pick<Facts, 'run' | 'names'> => {
  const run = look.run(storage.runs, name);
  return { ...(run ? { run } : {}), names: look.names };
};

/** `data/birds.cogx` -> `birds`, in letters that a folder and a job may have. */
const nameOf = (file: string): string => {
  const stem = (file.split('/').at(-1) ?? '').replace(/\.cogx$/, '');
  return (
    stem
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, 63) || 'run'
  );
};

/** What the inventory says rests on all that decides which clips give which samples. */
const factsOf = (reading: Reading, unsound: ReadonlySet<string>, seen: Survey | undefined): Facts => {
  const deciding = ['dataset', 'frames', 'captions', 'model', 'storage'];
  const shaken = [...unsound].some((path) => deciding.includes(parsePath(path)?.[0] ?? ''));
  return {
    ...(seen && !shaken ? { survey: seen } : {}),
    written: (path) => reading.places.has(printPath(path)),
  };
};

/** By file in the order read, then by place; what has no place comes last. */
const inOrder = (diagnostics: readonly Diagnostic[], files: readonly string[]): Diagnostic[] => {
  const rank = ({ place }: Diagnostic) => (place ? files.indexOf(place.file) : files.length);
  const start = ({ place }: Diagnostic) => place?.span.start ?? 0;
  const keys = new Set<string>();
  return diagnostics
    .filter(({ code, message, place }) => {
      const key = JSON.stringify([code, message, place]);
      return !keys.has(key) && keys.add(key);
    })
    .sort((a, b) => rank(a) - rank(b) || start(a) - start(b))
    .map(plainly);
};

/** What an author wrote may stand in a sentence, and names and paths may hold anything. */
const plainly = (diagnostic: Diagnostic): Diagnostic => {
  const { message, help, related, fix } = diagnostic;
  return {
    ...diagnostic,
    message: plain(message),
    ...(help === undefined ? {} : { help: plain(help) }),
    ...(related ? { related: related.map((each) => ({ ...each, message: plain(each.message) })) } : {}),
    ...(fix ? { fix: { ...fix, says: plain(fix.says) } } : {}),
  };
};

const originsOf = (
  { places }: Reading,
  defaults: Origins,
  sources: ReadonlyMap<string, string>,
): Map<string, string> => {
  const origins = new Map<string, string>();
  for (const { path, source } of defaults) origins.set(printPath(path), `default: ${source}`);
  for (const [path, { file, name }] of places) {
    origins.set(path, file.startsWith('--set ') ? file : `${file}:${lineOf(sources.get(file) ?? '', name.start).line}`);
  }
  return origins;
};
