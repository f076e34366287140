import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from './support.ts';

/** Bottom up: a file imports its own layer and those before it, types included. */
const layers = [
  'grammar',
  'diagnostics',
  'models',
  'hardware',
  'plan',
  'media',
  'estimate',
  'rules',
  'check',
  'fix',
  'explain',
  'emit',
  'trace',
  'compile',
  'forecast',
  'diff',
  'report',
  'import',
  'editor',
  'index',
  'cli',
  'lsp',
];

/** `src/plan/read.ts` → plan, `src/check.ts` → check, `grammar/ast.ts` → grammar. */
const layerOf = (file: string): string => (file.replace(/^src\//, '').split('/')[0] ?? '').replace(/\.ts$/, '');

const sources = ['grammar', 'src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file)),
);

const imported = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import|import\()\s*'([^']+)'/g)].map(
    ([, name]) => name as string,
  );

const own = (file: string): string[] =>
  imported(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(root, normalize(join(root, dirname(file), name))));

test('every folder and file of the house is one of the layers', () => {
  assert.equal(
    sources.filter((file) => !layers.includes(layerOf(file))),
    [],
  );
});

test('a file imports its own layer and those below it', () => {
  const upward = sources.flatMap((file) =>
    own(file)
      .filter((target) => layers.indexOf(layerOf(target)) > layers.indexOf(layerOf(file)))
      .map((target) => `${file} imports ${target}`),
  );
  assert.equal(upward, []);
});

test('cli and lsp do not know each other', () => {
  const faces = sources.filter((file) => layerOf(file) === 'lsp').flatMap((file) => own(file));
  assert.equal(
    faces.filter((target) => layerOf(target) === 'cli'),
    [],
  );
});

test('imports name files, with their ending', () => {
  const loose = sources.flatMap((file) => own(file).filter((target) => !/\.(ts|json)$/.test(target)));
  assert.equal(loose, []);
});

test('the core knows no Node', () => {
  const core = sources.filter((file) => !['cli', 'lsp'].includes(layerOf(file)));
  const nodes = core.flatMap((file) =>
    imported(file)
      .filter((name) => name.startsWith('node:'))
      .map((name) => `${file} imports ${name}`),
  );
  assert.equal(nodes, []);
});

test('the core has neither clock, nor chance, nor process, nor network', () => {
  const worldly = /\b(Date\.now|new Date\(|Math\.random|performance\.now|process\.|fetch\(|console\.)/;
  const core = sources.filter((file) => !['cli', 'lsp'].includes(layerOf(file)));
  const found = core.filter((file) => worldly.test(withoutComments(readFileSync(join(root, file), 'utf8'))));
  assert.equal(found, []);
});

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

test('no files import each other in a circle', () => {
  const graph = new Map(sources.map((file) => [file, own(file)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' -> '));
    if (done.has(file) || way.includes(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of sources) walk(file, []);
  assert.equal(circles, []);
});

test.run();
