import { statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { glob } from 'tinyglobby';
import { bytewise } from './inventory.ts';

/** What clips are called; a pattern that ends in a suffix of its own finds what it says. */
const suffixes = 'mp4 m4v mov mkv webm avi ts mts m2ts mpg mpeg gif flv wmv ogv 3gp mxf'.split(' ');

const isVideo = (path: string): boolean => suffixes.includes(path.split('.').at(-1)?.toLowerCase() ?? '');

/** The clips that folders and patterns name, relative to the folder of the pipeline; hidden files are none. */
export const findClips = async (folder: string, videos: readonly string[]): Promise<string[]> => {
  const found = await Promise.all(videos.map((each) => findIn(folder, each)));
  return [...new Set(found.flat())].sort(bytewise);
};

const findIn = async (folder: string, named: string): Promise<string[]> => {
  const place = statSync(at(folder, named), { throwIfNoEntry: false });
  if (place?.isFile()) return [normalize(named)];
  const under = place?.isDirectory();
  const options = { cwd: under ? at(folder, named) : folder, expandDirectories: false, onlyFiles: true };
  const files = await glob([under ? '**/*' : named], options);
  const paths = files.map((file) => normalize(under ? `${named}/${file}` : file));
  return /\.[A-Za-z0-9]+$/.test(named) && !under ? paths : paths.filter(isVideo);
};

/** An absolute path stays what it is. */
const at = (folder: string, path: string): string => (path.startsWith('/') ? path : join(folder, path));
