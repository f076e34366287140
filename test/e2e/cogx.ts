import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support.ts';

const folders: string[] = [];
process.on('exit', () => {
  for (const each of folders) remove(each, 20);
});

/** A browser that was ended a moment ago may still write there. */
const remove = (path: string, tries: number): void => {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    if (tries === 0) throw error;
    remove(path, tries - 1);
  }
};

/** A folder of its own, gone when the tests end. */
export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'cogx test '));
  folders.push(made);
  return made;
};

let made: string | undefined;

const build = (): void => {
  const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
};

/** The file that people install, built once (by test/run.ts, where it runs several files) and put where it finds no package. */
export const bundle = (): string => {
  if (made) return made;
  if (!process.env.COGX_BUILT) build();
  made = join(folder(), 'bin/cogx.cjs');
  mkdirSync(join(made, '..'));
  cpSync(join(root, 'dist/cogx.cjs'), made);
  return made;
};

let home: string | undefined;

/** Where the bundle keeps its compiled code: not in the folder of whoever runs the tests. */
const cacheHome = (): string => {
  home ??= folder();
  return home;
};

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs cogx as a process in a folder. */
export const cogx = (where: string, ...words: readonly string[]): Ran => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle(), ...words], {
    cwd: where,
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: cacheHome() },
  });
  return { code: status, out: stdout, err: stderr };
};
