import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Manifest } from '../../emit/manifest.ts';
import type { Output } from '../../emit/output.ts';
import { inPieces } from './kept.ts';
import { textAt } from './place.ts';
import { sha256OfFile } from './sha256.ts';

/** An output folder as it is on disk, beside what it shall become. */
export type Comparison = {
  /** Outputs that are missing or of other content. */
  readonly stale: readonly string[];
  /** Files that a person has edited or put there, and that writing would lose. */
  readonly edited: readonly string[];
  /** Files of an earlier compile that are no outputs any more. */
  readonly left: { readonly unedited: readonly string[]; readonly edited: readonly string[] };
};

export const compare = (folder: string, outputs: readonly Output[]): Comparison => {
  const written = hashesOf(folder);
  const wanted = new Set(outputs.map(({ path }) => path));
  const onDisk = (path: string) => sha256OfFile(join(folder, path));
  const isEdited = (path: string): boolean => {
    const found = onDisk(path);
    return found !== undefined && found !== written.get(path);
  };
  const stands = ({ path, text }: Output): boolean =>
    typeof text === 'string' ? textAt(join(folder, path)) === text : onDisk(path) === hashWanted(outputs, path);
  const stale = outputs.filter((output) => !stands(output)).map(({ path }) => path);
  const left = [...written.keys()].filter((path) => !wanted.has(path) && onDisk(path) !== undefined);
  return {
    stale,
    edited: stale.filter((path) => path !== 'manifest.json' && isEdited(path)),
    left: { unedited: left.filter((path) => !isEdited(path)), edited: left.filter(isEdited) },
  };
};

/** The manifest has it, so that a list of a million clips is not walked again. */
const hashWanted = (outputs: readonly Output[], path: string): string | undefined => {
  const text = String(outputs.find(({ path }) => path === 'manifest.json')?.text);
  return (JSON.parse(text) as Manifest).outputs[path];
};

/** What an earlier compile wrote there, by its manifest. */
const hashesOf = (folder: string): ReadonlyMap<string, string> => {
  try {
    const { outputs } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Partial<Manifest>;
    const inside = Object.entries(outputs ?? {}).filter(([path]) => !path.startsWith('/') && !path.includes('..'));
    return new Map(inside);
  } catch {
    return new Map(); // no manifest, or one that somebody has edited: then nothing there is known to be ours
  }
};

/**
 * Writes the outputs: all of them beside their places first, then each into its place, the manifest last. A kill at any
 * point leaves no half file under a final name, and what was not replaced yet is replaced the next time.
 */
export const write = (folder: string, outputs: readonly Output[], unwanted: readonly string[]): void => {
  for (const output of outputs) {
    mkdirSync(dirname(join(folder, output.path)), { recursive: true });
    writeAside(join(folder, aside(output.path)), output);
  }
  for (const { path } of outputs) renameSync(join(folder, aside(path)), join(folder, path));
  for (const path of unwanted) rmSync(join(folder, path), { force: true });
};

const aside = (path: string): string => `${path}.new`;

const writeAside = (path: string, { text, executable = false }: Output): void => {
  const file = openSync(path, 'w', executable ? 0o777 : 0o666);
  for (const piece of inPieces(typeof text === 'string' ? [text] : text)) writeSync(file, piece);
  closeSync(file);
};
