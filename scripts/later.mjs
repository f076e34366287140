/**
 * Modules that are loaded when one of their functions is called, since most commands need none of them: a check of a sound file reads
 * as little as can be. To the sources they are modules like any other; in the bundle a stub stands in their place.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './steps.mjs';

/** By part: what is called together lies together. */
const parts = {
  /** The parser and chevrotain: for the first text that is not written as it should be. */
  thorough: ['grammar/thorough.ts'],
  /** For the first value that is not as it should be. */
  zod: ['scripts/zod/zod.ts'],
  /** What explains a mistake and finds the way out of it. */
  mistakes: [
    'grammar/mend.ts',
    'src/plan/explain-issue.ts',
    'src/plan/foreign.ts',
    'src/plan/instead.ts',
    'src/plan/meant.ts',
    'src/plan/move.ts',
    'src/plan/place-fix.ts',
    'src/plan/read-problems.ts',
    'src/rules/resources/cures.ts',
  ],
  /** For `--set`, and for `--fix`. */
  set: ['src/plan/set.ts'],
  fix: ['src/cli/check/fix.ts'],
  /** For environment { … } and pass_env. */
  environment: ['src/rules/environment-rules.ts'],
  /** Where there is an inventory. */
  clips: ['src/media/survey.ts', 'src/rules/clip-rules.ts', 'src/emit/clip-lines.ts'],
  /** The memory of a step, played: where the closed form lands near the card's own. */
  played: ['src/estimate/memory/tape/played.ts'],
  /** Where a run has measured something. */
  measured: ['src/cli/disk/measured.ts'],
  /** What rules say of themselves: for explain, and for formats that carry it. */
  pages: ['src/rules/pages.ts'],
};

const partOf = new Map(Object.entries(parts).flatMap(([part, modules]) => modules.map((module) => [module, part])));

/** What esbuild begins with to make these parts. */
export const laterParts = Object.keys(parts).map((part) => ({ in: `part:${part}`, out: part }));

/** `load` is the loader's. */
const stubOf = (module) => {
  const functions = readFileSync(join(root, module), 'utf8').matchAll(/^export const (\w+) = (?:<.*?>)?\(/gm);
  const file = `${partOf.get(module)}.js`;
  return Array.from(functions, ([, name]) => `export const ${name} = (...given) => load('${file}').${name}(...given);`);
};

export const loadedLater = {
  name: 'loaded-later',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^part:/ }, ({ path }) => ({ path: path.slice('part:'.length), namespace: 'part' }));
    onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => ({
      contents: parts[path].map((module) => `export * from './${module}';`).join('\n'),
      resolveDir: root,
    }));
    // What a part begins with is imported from its own namespace, and is the module itself.
    onResolve({ filter: /\.ts$/, namespace: 'file' }, ({ path, resolveDir }) => {
      const module = relative(root, join(resolveDir, path));
      return partOf.has(module) ? { path: module, namespace: 'later' } : undefined;
    });
    onLoad({ filter: /.*/, namespace: 'later' }, ({ path }) => ({ contents: stubOf(path).join('\n') }));
  },
};
