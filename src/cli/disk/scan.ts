import type { Store } from '../../media/captions.ts';
import { isExcluded } from '../../media/exclude.ts';
import { add, type Group, group } from '../../media/group.ts';
import type { Clip } from '../../media/inventory.ts';
import { keyOf, seen } from '../../media/same.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { type Captions, openCaptions } from './captions.ts';
import { findFfprobe, type Lacking } from './ffprobe.ts';
import { findClips, type Passed, pictures } from './find-clips.ts';
import { bytewise, clearLeftovers, writeInventory } from './inventory.ts';
import { type Look, lookAt, type Watch } from './look.ts';
import { openCache } from './scan-cache.ts';
import { openSpool } from './spool.ts';

/** What a scan found. Where it found no clip at all the inventory is left as it was. */
export type Scanned = {
  readonly datasets: readonly ScannedDataset[];
  readonly clips: number;
  /** Files that were looked at now; the others were known. */
  readonly looked: number;
  /** What looks like clips and is taken by no dataset, by why. */
  readonly passed: Readonly<Partial<Record<Passed, Group>>>;
  /** Each a sentence. */
  readonly problems: readonly string[];
};

export type ScannedDataset = {
  readonly name: string;
  readonly clips: number;
  /** Of clips that can be used. */
  readonly seconds: number;
  /** Clips that can't, with the reason; clips without a caption; clips with the content of one before. */
  readonly damaged: Group;
  readonly captionless: Group;
  readonly again: Group;
};

/** The inventory to write, whose cache stands beside it, uncommitted; who hears of each file that is found. */
export type ScanOptions = Watch & { readonly inventory: string; readonly found?: () => void };

/** Looks at the clips of a plan, whose paths start at `folder`, and writes the inventory; tells what is lacking for it. */
export const scan = async (plan: Plan, folder: string, options: ScanOptions): Promise<Scanned | Lacking> => {
  // It answers while files are found.
  const asked = findFfprobe();
  const { places, passed } = placesOf(plan, folder, options);
  const ffprobe = await asked;
  if ('lacking' in ffprobe) return ffprobe;
  clearLeftovers(options.inventory);
  const paths = allOf(places);
  const cache = openCache(options.inventory.replace(/\.jsonl$/, '.cache.json'), ffprobe.version);
  const look = await lookAt({ folder, paths, cache }, options);
  const spool = openSpool(options.inventory);
  const captions = captionsOf(plan, folder, spool);
  const datasets = [...places.keys()].map(noneOf);
  const clips = clipsOf(places, look, captions);
  // Where there is no clip the data may be elsewhere.
  if (paths.length > 0) writeInventory(options.inventory, counted(clips, datasets, plan));
  const problems = [...problemsOf(captions), ...empty(plan, datasets)];
  cache.close(paths);
  spool.close();
  const count = datasets.reduce((sum, each) => sum + each.clips, 0);
  return { datasets, clips: count, looked: look.looked, passed: leftOf(passed, paths), problems };
};

/** The paths of each dataset, in the order of bytes. */
type Places = ReadonlyMap<string, readonly string[]>;

type PassedPath = { readonly path: string; readonly why: Passed };

const placesOf = (plan: Plan, folder: string, { found }: ScanOptions) => {
  const passed: PassedPath[] = [];
  const heard = { ...(found ? { found } : {}), passed: (path: string, why: Passed) => passed.push({ path, why }) };
  const places: Places = new Map(
    Object.entries(plan.dataset)
      .sort(([a], [b]) => bytewise(a, b))
      .map(([name, { videos, exclude }]) => [
        name,
        findClips(folder, videos, heard).filter((path) => !isExcluded(path, exclude)),
      ]),
  );
  return { places, passed };
};

const allOf = (places: Places): readonly string[] => {
  const [only = [], ...others] = places.values();
  return others.length === 0 ? only : [...new Set([...places.values()].flat())].sort(bytewise);
};

/** What another pattern takes is not passed. */
const leftOf = (passed: readonly PassedPath[], paths: readonly string[]): Scanned['passed'] => {
  const left: Partial<Record<Passed, ReturnType<typeof group>>> = {};
  const taken = new Set(passed.length > 0 ? paths : []);
  const told = new Set<string>();
  for (const { path, why } of passed) {
    if (taken.has(path) || told.has(path)) continue;
    // Beside clips pictures are their thumbnails; alone they are what somebody takes for clips.
    if (taken.size > 0 && pictures.includes(why.slice(1).toLowerCase())) continue;
    told.add(path);
    const among = left[why] ?? group();
    left[why] = among;
    add(among, path);
  }
  return left;
};

/** One source for all datasets that say the same of where captions stand, so that a table is read once. */
const captionsOf = (plan: Plan, folder: string, store: Store): ReadonlyMap<string, Captions> => {
  const sources = new Map<string, Captions>();
  return new Map(
    Object.entries(plan.dataset).map(([name, { captions }]) => {
      const said = JSON.stringify(captions.from);
      const source = sources.get(said) ?? openCaptions(folder, captions.from, store);
      sources.set(said, source);
      return [name, source];
    }),
  );
};

function* clipsOf(places: Places, look: Look, captions: ReadonlyMap<string, Captions>): Iterable<Clip> {
  for (const [dataset, paths] of places)
    for (const path of paths) {
      const { modified: _, ...found } = look.of(path) as ReturnType<Look['of']>;
      // The same text as in the list: another one with these letters would be held, too.
      yield { dataset, ...found, path, captions: captions.get(dataset)?.of(path, found.video) ?? [] };
    }
}

type Count = ReturnType<typeof noneOf>;

const noneOf = (name: string) => ({
  name,
  clips: 0,
  seconds: 0,
  damaged: group(),
  captionless: group(),
  again: group(),
});

/** The same clips, counted on their way. */
function* counted(clips: Iterable<Clip>, datasets: readonly Count[], plan: Plan): Iterable<Clip> {
  const known = seen();
  const names: string[] = [];
  const counts = new Map(datasets.map((each) => [each.name, each]));
  for (const clip of clips) {
    const count = counts.get(clip.dataset);
    if (count) countClip(count, clip, Boolean(plan.dataset[clip.dataset]?.captions.missing));
    if (clip.video) {
      const first = known.before(keyOf(clip.fingerprint, ''), names.length);
      if (first === undefined) names.push(clip.path);
      else if (names[first] !== clip.path && count) add(count.again, `${clip.path} is ${names[first]}`);
    }
    yield clip;
  }
}

const countClip = (count: Count, { path, video, damage, captions }: Clip, isSaid: boolean): void => {
  count.clips++;
  count.seconds += video?.duration ?? 0;
  if (damage) add(count.damaged, `${path} is ${damage.reason}: ${damage.detail}`);
  // What `missing` says is said of clips without a caption.
  else if (captions.length === 0 && !isSaid) add(count.captionless, path);
};

const problemsOf = (captions: ReadonlyMap<string, Captions>): string[] =>
  [...new Set(captions.values())].flatMap(({ problems }) => problems());

const empty = (plan: Plan, datasets: readonly ScannedDataset[]): string[] =>
  datasets
    .filter(({ clips }) => clips === 0)
    .map(({ name }) => `dataset ${name}: no clip is found in ${plan.dataset[name]?.videos.join(', ')}.`);
