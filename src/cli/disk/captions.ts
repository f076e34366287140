import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { besidePath, type CaptionTable, cleanCaption, readCsv, readJsonl } from '../../media/captions.ts';
import type { Caption } from '../../media/inventory.ts';
import type { DatasetPlan } from '../../plan/pipeline.ts';

/** The captions of a clip by its path, and what was wrong with where they stand, each a sentence. */
export type Captions = { readonly of: (clip: string) => readonly Caption[]; readonly problems: readonly string[] };

type From = DatasetPlan['captions']['from'];

export const openCaptions = (folder: string, from: From): Captions => {
  if ('suffix' in from) {
    const problems: string[] = [];
    return { of: (clip) => beside(folder, besidePath(clip, from.suffix), problems), problems };
  }
  const text = textOf(at(folder, from.file));
  if (text === undefined) return { of: () => [], problems: [`There is no caption file ${from.file}.`] };
  const file = { name: from.file, folder: dirname(from.file), text };
  const columns = { video: from.video, text: from.text };
  const { texts, problems }: CaptionTable = from.kind === 'csv' ? readCsv(file, columns) : readJsonl(file, columns);
  return { of: (clip) => (texts.get(clip) ?? []).map((each) => ({ text: each })), problems };
};

const at = (folder: string, path: string): string => (path.startsWith('/') ? path : join(folder, path));

const textOf = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const beside = (folder: string, path: string, problems: string[]): readonly Caption[] => {
  const text = cleanCaption(textOf(at(folder, path)) ?? '');
  // Bytes that are no UTF-8 were read as this letter, and would be learnt as it.
  if (text.includes('\uFFFD')) problems.push(`${path} is not written in UTF-8.`);
  return text === '' || text.includes('\uFFFD') ? [] : [{ text }];
};
