import { isExcluded } from '../../media/exclude.ts';
import type { Clip } from '../../media/inventory.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { openCaptions } from './captions.ts';
import { ffprobeVersion } from './ffprobe.ts';
import { findClips } from './find-clips.ts';
import { byPlace, writeInventory } from './inventory.ts';
import { lookAt, type Watch } from './look.ts';
import { openCache, type Seen } from './scan-cache.ts';

/** What a scan found. Where it found no clip at all the inventory is left as it was. */
export type Scanned = {
  readonly datasets: readonly ScannedDataset[];
  readonly clips: number;
  /** Files that were looked at now; the others were known. */
  readonly looked: number;
  /** Each a sentence. */
  readonly problems: readonly string[];
};

export type ScannedDataset = {
  readonly name: string;
  readonly clips: number;
  /** Of clips that can be used. */
  readonly seconds: number;
  readonly damaged: readonly Clip[];
  readonly captionless: readonly Clip[];
};

/** The inventory to write; its cache stands beside it, uncommitted. */
export type ScanOptions = Watch & { readonly inventory: string };

/** Looks at the clips of a plan, whose paths start at `folder`, and writes the inventory; undefined without ffprobe. */
export const scan = async (plan: Plan, folder: string, options: ScanOptions): Promise<Scanned | undefined> => {
  const program = await ffprobeVersion();
  if (!program) return undefined;
  const places = await placesOf(plan, folder);
  const paths = [...new Set(places.map(({ path }) => path))];
  const look = await lookAt(folder, paths, openCache(options.inventory.replace(/\.jsonl$/, '.cache.json'), program));
  await look.run(options);
  const captions = new Map(
    Object.entries(plan.dataset).map(([name, dataset]) => [name, openCaptions(folder, dataset.captions.from)]),
  );
  const clips = places.sort(byPlace).map(({ dataset, path }): Clip => {
    const { modified: _, ...seen } = look.files.get(path) as Seen;
    return { dataset, ...seen, captions: captions.get(dataset)?.of(path) ?? [] };
  });
  if (clips.length > 0) writeInventory(options.inventory, clips);
  const problems = [...captions].flatMap(([name, { problems }]) => problems.map((each) => `dataset ${name}: ${each}`));
  const datasets = Object.keys(plan.dataset).map((name) => summed(name, clips));
  return { datasets, clips: clips.length, looked: look.unknown, problems: [...problems, ...empty(plan, datasets)] };
};

const placesOf = async (plan: Plan, folder: string): Promise<{ dataset: string; path: string }[]> => {
  const found = Object.entries(plan.dataset).map(async ([dataset, { videos, exclude }]) => {
    const paths = await findClips(folder, videos);
    return paths.filter((path) => !isExcluded(path, exclude)).map((path) => ({ dataset, path }));
  });
  return (await Promise.all(found)).flat();
};

const summed = (name: string, all: readonly Clip[]): ScannedDataset => {
  const clips = all.filter(({ dataset }) => dataset === name);
  return {
    name,
    clips: clips.length,
    seconds: clips.reduce((sum, { video }) => sum + (video?.duration ?? 0), 0),
    damaged: clips.filter(({ damage }) => damage),
    captionless: clips.filter(({ damage, captions }) => !damage && captions.length === 0),
  };
};

const empty = (plan: Plan, datasets: readonly ScannedDataset[]): string[] =>
  datasets
    .filter(({ clips }) => clips === 0)
    .map(({ name }) => `dataset ${name}: no clip is found in ${plan.dataset[name]?.videos.join(', ')}.`);
