import { partsOf, shared } from './file-path.ts';

/**
 * Where the root of the data lies if nobody says: the folder of the pipeline where that holds all videos, else the
 * deepest folder that does. So videos may be anywhere, and outputs still hold only paths below one root.
 */
export const dataRoot = (videos: readonly string[]): string => {
  const folders = videos.map(folderOf);
  const [first = ''] = folders;
  const inside = folders.every((folder) => !folder.startsWith('/') && partsOf(folder)[0] !== '..');
  const apart = folders.some((folder) => folder.startsWith('/') !== first.startsWith('/'));
  if (inside || apart) return '.';
  // `..` is above every folder, so whoever climbs highest decides.
  const parts = folders.map(partsOf);
  const climb = Math.max(...parts.map((each) => each.filter((part) => part === '..').length));
  const common = parts.reduce(shared);
  const up = Array.from({ length: climb }, () => '..');
  const root = common.length > climb || climb === 0 ? common : up;
  return `${first.startsWith('/') ? '/' : ''}${root.join('/')}`;
};

/** The part of a path, or of a pattern, that is a folder for certain. */
const folderOf = (video: string): string => {
  const parts = video.split('/');
  const pattern = parts.findIndex((part) => /[*?[\]{}()!]/.test(part));
  if (pattern >= 0) return parts.slice(0, pattern).join('/') || (video.startsWith('/') ? '/' : '.');
  return /\.[A-Za-z0-9]+$/.test(parts.at(-1) ?? '') ? parts.slice(0, -1).join('/') || '.' : video;
};
