import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type Compiled, compile as toOutputs } from '../compile.ts';
import { render } from '../diagnostics/render.ts';
import { type Command, exit, type Given, pipelineFlags, say, tell } from './command.ts';
import { inputOf, inventoryPath } from './disk/input.ts';
import { keeper } from './disk/kept.ts';
import { withoutFile } from './disk/no-file.ts';
import { type Comparison, compare, write } from './disk/outputs.ts';
import { sha256, sha256OfFile } from './disk/sha256.ts';
import { templates } from './disk/templates.ts';
import { version } from './version.ts';

/** Writes what a pipeline becomes. */
export const compile: Command = {
  usage: 'FILE [-o DIR]',
  about: [
    'Writes the scripts and configurations of the run to build/NAME beside the file, or to DIR.',
    'Nothing is written where there are errors. A file that somebody has edited since is kept, unless --force is given.',
  ].join('\n'),
  words: [1, 1],
  flags: {
    out: { says: 'The folder to write to.', short: 'o', value: 'DIR' },
    check: { says: 'Write nothing; exit with 3 where the folder is not what the file compiles to.' },
    force: { says: 'Overwrite outputs that somebody has edited.' },
    ...pipelineFlags,
  },
  run: async (given) => {
    const [file = ''] = given.words;
    const compiled = compiledOf(file, given);
    if (!compiled) return withoutFile(file);
    for (const diagnostic of compiled.diagnostics) tell(render(compiled.sources, diagnostic));
    if (compiled.outputs.length === 0) {
      tell(`${file}: nothing is written, because of ${errors(compiled)}.`);
      return exit.failed;
    }
    const folder = given.text('out') ?? join(dirname(file), 'build', compiled.plan.name);
    const found = compare(folder, compiled.outputs);
    return given.on('check') ? differs(folder, found) : update(folder, { compiled, found, force: given.on('force') });
  },
};

const compiledOf = (file: string, given: Given): Compiled | undefined => {
  const input = inputOf(file, { profiles: given.texts('profile'), set: given.texts('set') });
  if (!input) return undefined;
  const inventory = inventoryPath(file);
  const hash = existsSync(inventory) ? sha256OfFile(inventory) : undefined;
  return toOutputs(
    { ...input, ...(hash === undefined ? {} : { inventory: { path: basename(inventory), sha256: hash } }) },
    { templates: templates(), sha256, keep: keeper(inventory), version },
  );
};

const errors = ({ diagnostics }: Compiled): string => {
  const count = diagnostics.filter(({ severity }) => severity === 'error').length;
  return count === 1 ? 'one error' : `${count} errors`;
};

/** `--check`: says which files are not what the pipeline compiles to. */
const differs = (folder: string, { stale, left }: Comparison): number => {
  const extra = [...left.unedited, ...left.edited];
  if (stale.length + extra.length === 0) {
    say(`${shown(folder)} is what the file compiles to.`);
    return exit.fine;
  }
  for (const path of stale) say(`${shown(folder, path)} is not what the file compiles to.`);
  for (const path of extra) say(`${shown(folder, path)} is no output any more.`);
  return exit.differs;
};

type Update = { readonly compiled: Compiled; readonly found: Comparison; readonly force: boolean };

const update = (folder: string, { compiled, found, force }: Update): number => {
  if (found.edited.length > 0 && !force) {
    for (const path of found.edited)
      tell(`error: ${shown(folder, path)} is not as cogx wrote it: somebody has edited it or put it there.`);
    tell(
      'help: Nothing is written. Keep a copy of your changes and give --force, or compile to another folder with -o.',
    );
    return exit.failed;
  }
  for (const path of found.left.edited)
    tell(`note: ${shown(folder, path)} is no output any more; it was edited, so it stays.`);
  const stale = new Set(found.stale);
  write(
    folder,
    compiled.outputs.filter(({ path }) => stale.has(path)),
    found.left.unedited,
  );
  say(
    `${compiled.outputs.length} files in ${shown(folder)}: ${summary(found)}. Read ${shown(folder, 'README.md')} first.`,
  );
  return exit.fine;
};

const summary = ({ stale, left }: Comparison): string => {
  const removed = left.unedited.length > 0 ? `, ${left.unedited.length} removed` : '';
  return stale.length === 0 ? `none changed${removed}` : `${stale.length} changed${removed}`;
};

const shown = (...parts: readonly string[]): string => relative('', join(...parts)) || '.';
