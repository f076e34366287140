import { copyFileSync, existsSync, linkSync, mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { namesIn } from '../disk/place.ts';
import type { Compiled } from './compiled.ts';

/** What a clip or a text becomes, each in files that are known by what they were made of. */
const folders = ['clips', 'done', 'quarantine', 'latents', 'prompts'];

/**
 * A run that goes on from another begins with what that one's clips were made into: the stages make again what has changed,
 * and nothing else. Gives the folder that was taken over.
 */
export const takeOver = ({ folder, resume, run, work, works }: Compiled): string | undefined => {
  if (resume === null || existsSync(work)) return undefined;
  const [name = ''] = relative(dirname(run), resolve(folder, resume)).split(sep);
  const other = join(works, name);
  if (['', '..'].includes(name) || !existsSync(other)) return undefined;
  for (const each of folders) linkAll(join(other, each), join(work, each));
  return other;
};

/** Files are replaced by others there, never written into, so that both folders may hold the same ones. */
const linkAll = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true });
  for (const name of namesIn(from) ?? [])
    try {
      linkSync(join(from, name), join(to, name));
    } catch {
      copyFileSync(join(from, name), join(to, name)); // a disk without such links
    }
};
