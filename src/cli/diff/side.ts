import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { CheckInput } from '../../check.ts';
import { readClip } from '../../media/clip-line.ts';
import type { Clip } from '../../media/inventory.ts';
import { type Choices, inputOf, inventoryPath } from '../disk/input.ts';

/** One side of a comparison: a file, or a file as a revision of git has it (`HEAD~3:birds.cogx`); else why it is none. */
export const sideOf = (word: string, choices: Choices): CheckInput | string => {
  if (existsSync(word) && statSync(word).isFile()) return inputOf(word, choices) ?? `${word} can't be read.`;
  const [, revision = '', file = ''] = /^([^:]+):(.+)$/.exec(word) ?? [];
  if (!file) return `There is no file ${word}.`;
  const show = showing(revision, file);
  const text = show(basename(file));
  if (text === undefined) return `There is no file ${file} in revision ${revision} of git.`;
  return {
    ...inputAsNow(file, choices),
    ...choices,
    // With a slash, as git takes it too: what follows the last one is the file's own name.
    file: file.includes('/') ? word : `${revision}:./${file}`,
    text,
    read: show,
    ...inventoryIn(show, file),
  };
};

/** What is not in git is as it is now: the run's folder, weights, and an inventory that nobody has committed. */
const inputAsNow = (file: string, choices: Choices): Pick<CheckInput, 'look' | 'clips'> => {
  const { look, clips } = inputOf(file, choices) ?? {};
  return { ...(look ? { look } : {}), ...(clips ? { clips } : {}) };
};

const inventoryIn = (show: Show, file: string): { readonly clips?: () => Iterable<Clip> } => {
  const lines = show(basename(inventoryPath(file)))?.split('\n');
  return lines ? { clips: () => clipsOf(lines) } : {};
};

function* clipsOf(lines: readonly string[]): Iterable<Clip> {
  for (const line of lines) {
    const clip = line === '' ? '' : readClip(line);
    if (typeof clip !== 'string') yield clip;
  }
}

type Show = (path: string) => string | undefined;

/** Reads what a revision has, by paths relative to the folder of a file. */
const showing = (revision: string, file: string): Show => {
  const cwd = dirname(file);
  return (path) => {
    // A revision that begins with a dash would be an option of git.
    const name = path.startsWith('/') ? undefined : `${revision}:./${path}`;
    if (name === undefined || name.startsWith('-') || !existsSync(cwd)) return undefined;
    const { status, stdout } = spawnSync('git', ['show', name], { cwd, encoding: 'utf8', maxBuffer: 2 ** 29 });
    return status === 0 ? stdout : undefined;
  };
};
