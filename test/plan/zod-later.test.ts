import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as structure from '../../src/plan/structure.ts';
import { root } from '../support.ts';

const test = suite('zod later');

type Language = typeof structure;

/** The language as the bundle has it: its types are those of scripts/zod/later.ts. */
const bundled = async (): Promise<Language> => {
  const folder = mkdtempSync(join(tmpdir(), 'cogx-zod-'));
  const outfile = join(folder, 'structure.mjs');
  await build({
    entryPoints: [join(root, 'src/plan/structure.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    plugins: [
      {
        name: 'zod-later',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^zod\/mini$/ }, ({ importer }) =>
            importer === join(root, 'scripts/zod/zod.ts') ? undefined : { path: join(root, 'scripts/zod/later.ts') },
          );
        },
      },
    ],
  });
  try {
    return (await import(pathToFileURL(outfile).href)) as Language;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const units = ['s', 'min', 'h', 'd', 'fps', 'GiB', 'GB', 'USD', '%', 'steps', 'epochs', 'parsecs'];
const numbers = [0, -0, 1, -1, 0.5, 0.999, 1.5, 49, 1e-4, 1e9, 2 ** 31, 2 ** 53, 2 ** 60, 1e308, Number.NaN, 1 / 0];
const options = structure.everyWord().flatMap(({ type }) => {
  const { entries = {} } = structure.bare(type).def as { entries?: object };
  return Object.keys(entries);
});
const plain: readonly unknown[] = [
  ...numbers,
  ...['', ' ', '…', 'a', 'data/clips', './x', 'HF_TOKEN', '9a', 'a b', 'x'.repeat(63), 'x'.repeat(64), 'a\n', 'ä'],
  ...[true, false, null, undefined, {}, [], new Map(), () => 1, Symbol.iterator, 5n, new Date(0), new String('a')],
  ...units.flatMap((unit) => [0, 1, 30, -2, 0.5, 150].map((number) => ({ number, unit }))),
  ...[{ width: 480, height: 720 }, { width: 480 }, { kind: 'adamw' }, { kind: 'lora', rank: 4 }, { number: 1 }],
  ...new Set(options),
];
const values: readonly unknown[] = [
  ...plain,
  ...plain.flatMap((value) => [[value], [value, value], [value, 'a'], [0.9, value], [value, value, value]]),
  ...plain.map((value) => ({ NAME: value })),
  new Array(2),
];

/** What a type says of a value; issues without their texts, which zod makes of the same. */
const said = (type: { safeParse: Language['topLevel'][string]['safeParse'] } | undefined, value: unknown) => {
  const result = type?.safeParse(value);
  return result?.success
    ? { data: result.data }
    : { issues: result?.error.issues.map(({ code, path, message }) => ({ code, path, message })) };
};

test('of each word of the language and many values, both say the same', async () => {
  const ours = await bundled();
  const theirs = new Map(ours.everyWord().map(({ path, type }) => [path.join('.'), type]));
  const all = structure.everyWord();
  assert.is(theirs.size, new Set(all.map(({ path }) => path.join('.'))).size);
  let sound = 0;
  for (const { path, type } of all)
    for (const [index, value] of values.entries()) {
      const expected = said(type, value);
      if ('data' in expected) sound++;
      assert.equal(said(theirs.get(path.join('.')), value), expected, `${path.join('.')}: value ${index}`);
    }
  assert.ok(sound > 2000, `${sound}`);
});

test('what stands in a block is the same, and in the same order', async () => {
  const shown = (language: Language) =>
    language
      .everyWord()
      .map(({ path, type }) => [path.join('.'), JSON.stringify(nameless(language.structureOf(type)))]);
  assert.equal(shown(await bundled()), shown(structure));
});

/** The names of a structure's words. */
const nameless = (found: ReturnType<Language['structureOf']>): unknown => {
  switch (found.kind) {
    case 'block':
      return Object.keys(found.words);
    case 'choice':
      return Object.entries(found.labels).map(([label, words]) => [label, Object.keys(words)]);
    default:
      return found.kind;
  }
};

test.run();
