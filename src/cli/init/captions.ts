import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A table of captions that lies in the folder, with the names of its two columns. */
export type Table = {
  readonly kind: 'csv' | 'jsonl';
  readonly file: string;
  readonly video: string;
  readonly text: string;
};

const names = {
  video: ['video', 'file_name', 'filename', 'file', 'path', 'video_path', 'media_path', 'clip'],
  text: ['text', 'caption', 'captions', 'prompt', 'description'],
};

/** The first table whose columns say that it holds captions; undefined where there is none. */
export const captionTable = (folder: string): Table | undefined => {
  for (const file of readdirSync(folder).sort()) {
    const kind = /\.(csv|jsonl)$/.exec(file)?.[1] as Table['kind'] | undefined;
    if (!kind) continue;
    const columns = columnsOf(kind, readFileSync(join(folder, file), 'utf8').split(/\r?\n/)[0] ?? '');
    const video = names.video.find((name) => columns.includes(name));
    const text = names.text.find((name) => columns.includes(name));
    if (video && text) return { kind, file: join(folder, file), video, text };
  }
  return undefined;
};

const columnsOf = (kind: Table['kind'], line: string): readonly string[] => {
  if (kind === 'csv')
    return line
      .replace(/^\uFEFF/, '')
      .split(',')
      .map((cell) => cell.trim().replace(/^"|"$/g, ''));
  try {
    return Object.keys(JSON.parse(line) as object);
  } catch {
    return [];
  }
};
