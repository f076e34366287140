import { dirname } from 'node:path';
import { readCsv } from '../../media/caption-csv.ts';
import { type Fault, faultOf } from '../../media/caption-faults.ts';
import { readJsonl } from '../../media/caption-jsonl.ts';
import { byTime, inSeconds, type Written } from '../../media/caption-times.ts';
import { besidePath, type CaptionTable, cleanCaption, type Store } from '../../media/captions.ts';
import type { Caption, Video } from '../../media/inventory.ts';
import { readSubtitles } from '../../media/subtitles.ts';
import { type Trouble, type Troubles, troubles } from '../../media/troubles.ts';
import type { DatasetPlan } from '../../plan/pipeline.ts';
import { badLetters, refusalOf, textOf } from './caption-text.ts';
import { linesOf } from './inventory.ts';
import { placeOf } from './place.ts';

/** The captions of clips by their path, and what was wrong with where they stand, each a sentence. */
export type Captions = {
  readonly of: (clip: string, video?: Video) => readonly Caption[];
  readonly problems: () => readonly string[];
};

type From = DatasetPlan['captions']['from'];
type Table = Extract<From, { readonly file: string }>;

/** Where captions stand for one dataset or several. */
export const openCaptions = (folder: string, from: From, store: Store): Captions => {
  const told = troubles();
  if (from.kind === 'beside')
    return { of: (clip) => beside(folder, besidePath(clip, from.suffix), told), problems: told.sentences };
  if ('file' in from) return fromTable(from, { path: placeOf(folder, from.file), store, told });
  return {
    of: (clip, video) => {
      const name = besidePath(clip, from.suffix);
      const text = textOf(placeOf(folder, name), name, told);
      return text === undefined ? [] : placed(readSubtitles({ name, text }, told), video, { name, told });
    },
    problems: told.sentences,
  };
};

const beside = (folder: string, name: string, told: Troubles): readonly Caption[] => {
  const text = cleanCaption(textOf(placeOf(folder, name), name, told) ?? '');
  return text === '' ? [] : [{ text }];
};

const faults: Readonly<Record<Fault, Trouble>> = {
  backwards: { one: 'caption ends before it starts', many: 'captions end before they start' },
  beyond: { one: 'caption lies beyond the end of its clip', many: 'captions lie beyond the end of their clips' },
};

type Source = { readonly name: string; readonly told: Troubles };

/** Captions in seconds, in order; what can't be true of a clip is told, and judged by check. */
const placed = (written: readonly Written[], video: Video | undefined, { name, told }: Source): Caption[] =>
  written
    .map((each) => {
      const caption = inSeconds(each, video);
      const fault = video && faultOf(caption, video);
      if (fault)
        told.add(
          faults[fault],
          `${name}:${each.line}${fault === 'beyond' ? ` (${caption.start} to ${caption.end} s of ${video.duration} s)` : ''}`,
        );
      return caption;
    })
    .sort(byTime);

type Into = { readonly path: string; readonly store: Store; readonly told: Troubles };

const fromTable = (from: Table, into: Into): Captions => {
  const { path, told } = into;
  const refusal = refusalOf(path, from.file);
  if (refusal) return { of: () => [], problems: () => [refusal] };
  const table = readTable(from, into);
  return {
    of: (clip, video) => placed(table.of(clip), video, { name: from.file, told }),
    problems: () => {
      for (const { path, line } of table.unused())
        told.add(unused(from), `${from.file}:${line} ${JSON.stringify(path)}`);
      return told.sentences();
    },
  };
};

const readTable = (from: Table, { path, store, told }: Into): CaptionTable => {
  const file = { name: from.file, folder: dirname(from.file), lines: readable(path, from.file, told), store };
  return from.kind === 'csv' ? readCsv(file, from, told) : readJsonl(file, from, told);
};

/** The lines of a table; one with bytes that are no UTF-8 becomes an empty one, so that the others keep their numbers. */
function* readable(path: string, name: string, told: Troubles): Iterable<string> {
  let number = 0;
  for (const line of linesOf(path)) {
    number++;
    if (line.includes('\uFFFD')) told.add(badLetters, `${name}:${number}`);
    yield line.includes('\uFFFD') ? '' : line;
  }
}

const unused = ({ file }: Table): Trouble => ({
  one: 'clip is named by a caption table and taken by no dataset',
  many: 'clips are named by a caption table and taken by no dataset',
  help: `Paths in ${file} start at its own folder.`,
});
