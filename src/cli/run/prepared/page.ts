import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { type PreparedDataset, preparedPage } from '../../../report/prepared.ts';
import type { Picture, Strip } from '../../../report/strips.ts';
import { atOnce } from '../../at-once.ts';
import { namesIn, writeWhole } from '../../disk/place.ts';
import { startProgress } from '../../progress.ts';
import type { DataFacts, Places } from '../compiled.ts';
import { type Chosen, type CountedDataset, countClips } from './count.ts';
import { type Filmed, stripOf } from './pictures.ts';
import { readSummaries } from './summaries.ts';

/**
 * What a page holds at most, so that it opens at once and travels by mail: strips, clips that failed, letters of pictures; and how
 * long its pictures may take, in milliseconds.
 */
const most = { strips: 60, quarantined: 200, letters: 8_000_000, time: 60_000 };

/** Where the page is; what it lacks, as a sentence. */
type Written = { readonly page: string; readonly lacks: string | undefined };

/** Writes WORK/prepared.html, a page on what `prepare` has made. */
export const writePreparedPage = async (places: Places): Promise<Written> => {
  const summaries = readSummaries(places.work);
  const { datasets, ...failed } = countClips(places, summaries, most);
  const { strips, without_pictures } = await stripsOf(places, datasets);
  const text = preparedPage({
    name: places.name,
    source: places.source,
    frames: places.frames,
    datasets: datasets.map(({ chosen: _, ...dataset }) => ({
      ...dataset,
      ...leftOut(places.data_facts[dataset.name]),
      strips: strips.get(dataset.name) ?? [],
    })),
    ...failed,
    shares: summaries,
    ...(without_pictures ? { without_pictures } : {}),
  });
  const page = join(places.work, 'prepared.html');
  writeWhole(page, text);
  return { page, lacks: without_pictures };
};

const leftOut = (data: DataFacts | undefined): Pick<PreparedDataset, 'left_out'> => {
  if (!data) return {};
  const reasons = { damaged: data.damaged, 'without a caption': data.captionless, ...data.left_out };
  const all = Object.entries(reasons).map(([reason, count]) => ({ reason: reason.replaceAll('-', ' '), count }));
  return { left_out: all.filter(({ count }) => count > 0) };
};

type Shown = { readonly strips: ReadonlyMap<string, readonly Strip[]>; readonly without_pictures?: string };

/**
 * Strips in the order that was chosen, as many of each dataset. Pictures are made in turn, one of each dataset; when their time or room is
 * up the rest is left out.
 */
const stripsOf = async (places: Places, datasets: readonly CountedDataset[]): Promise<Shown> => {
  const filled = datasets.filter(({ samples }) => samples > 0).slice(0, most.strips);
  const chosen = filled.map((dataset) => dataset.chosen(Math.floor(most.strips / filled.length)));
  const turns = chosen.flatMap((each, dataset) => each.map((one, turn) => ({ one, turn, dataset })));
  const strips = new Map(filled.map(({ name }) => [name, [] as Strip[]]));
  const drawn: Drawn = new Map();
  const started = performance.now();
  const progress = startProgress({ name: 'page', things: 'samples', total: turns.length });
  let [letters, late] = [0, 0];
  const inTurn = turns.sort((a, b) => a.turn - b.turn);
  await atOnce(inTurn, availableParallelism(), async ({ one, turn }) => {
    if (performance.now() - started > most.time || letters > most.letters) {
      late++;
      return;
    }
    const pictures = await picturesOf(places, one, drawn);
    letters += (pictures.clip?.uri.length ?? 0) + (pictures.sample?.uri.length ?? 0);
    const row = strips.get(one.line.dataset) ?? [];
    row[turn] = { ...factsOf(one), ...pictures };
    progress.step();
  });
  progress.end();
  // Behind those that took too long are holes.
  const there = new Map([...strips].map(([name, row]) => [name, row.filter(() => true)]));
  if (late > 0)
    return {
      strips: there,
      without_pictures: `${late} of ${turns.length} samples that were drawn are left out: ${whyLate(letters, places)}.`,
    };
  removeOthers(join(places.work, 'pictures'), drawn);
  return { strips: there };
};

/** Pictures are kept, so each page has more of them. */
const whyLate = (letters: number, { outputs }: Places): string =>
  letters > most.letters
    ? 'the page would grow too large'
    : `their pictures take longer than ${most.time / 1000} s, and cogx run ${relative('', outputs) || '.'} page goes on with them`;

const factsOf = ({ line, window }: Chosen): Strip => ({
  source: line.source,
  window: window + 1,
  windows: line.windows,
  seconds: line.seconds,
  shown: line.shown[window] ?? { start: 0, end: line.seconds },
  coverage: line.coverage[window] ?? 0,
  caption: line.captions()[window] ?? '',
});

/** Pictures by their names: windows of one clip have its strip in common, and two of them may be drawn at once. */
type Drawn = Map<string, Promise<Picture | undefined>>;

const picturesOf = async (
  places: Places,
  { line, window }: Chosen,
  drawn: Drawn,
): Promise<Pick<Strip, 'clip' | 'sample'>> => {
  const draw = (file: string, filmed: Omit<Filmed, 'kept'>): Promise<Picture | undefined> => {
    const picture = drawn.get(file) ?? stripOf({ ...filmed, kept: join(places.work, 'pictures', file) });
    drawn.set(file, picture);
    return picture;
  };
  const name = `${line.clip}.w${window}`;
  const { count, rate } = places.frames;
  const clip = await draw(`${line.clip}.jpg`, { video: resolve(places.data, line.source), seconds: line.seconds });
  const made = join(places.work, 'clips', `${name}.mp4`);
  const sample = await draw(`${name}.jpg`, { video: made, seconds: count / rate, frames: count });
  return { ...(clip ? { clip } : {}), ...(sample ? { sample } : {}) };
};

/** Pictures of samples that are not shown any more. */
const removeOthers = (folder: string, used: Pick<Drawn, 'has'>): void => {
  for (const name of namesIn(folder) ?? []) if (!used.has(name)) rmSync(join(folder, name), { force: true });
};
