import type { Clip } from './inventory.ts';

/** sha256 of a text's UTF-8 bytes, in hex. */
export type Hash = (text: string) => string;

/**
 * A name for what is made of a clip, safe in every file system: letters that a person knows again, and a hash that keeps apart
 * `a.mp4` and `a.mkv`, the same name in two folders, and one clip in two datasets.
 */
export const clipId = ({ dataset, path }: Pick<Clip, 'dataset' | 'path'>, sha256: Hash): string => {
  const name = path.split('/').at(-1) ?? '';
  const stem = name
    .replace(/(?!^)\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .slice(0, 60);
  return `${stem}-${sha256(`${dataset}\n${path}`).slice(0, 12)}`;
};
