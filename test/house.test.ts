import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from './support.ts';

/** What runs leave beside a pipeline is nobody's text. */
const made = /^examples\/[^/]+\/(work|runs|build|clips|tiny-[^/]+)\//;

const filesIn = (folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
        .filter((file) => !made.test(file))
    : [];

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const linesOf = (file: string): string[] => read(file).trimEnd().split('\n');

const code = ['grammar', 'src', 'test', 'scripts', 'bench'].flatMap(filesIn).filter((file) => /\.(ts|mjs)$/.test(file));
const product = code.filter((file) => /^(grammar|src)\//.test(file));

/** Facts and schemas that read as tables, and may be as long as they are. */
const tables = /^src\/((models|hardware)\/|plan\/values\.ts)/;

test('a file has at most 200 lines', () => {
  const long = product.filter((file) => !tables.test(file) && linesOf(file).length > 200);
  assert.equal(
    long.map((file) => `${file}: ${linesOf(file).length}`),
    [],
  );
});

/** Name and length of each function that starts on its own line: from that line to the one that closes it. */
const functions = (file: string): { name: string; lines: number }[] => {
  const lines = linesOf(file);
  return lines.flatMap((line, index) => {
    const start =
      /^(\s*)(?:export )?(?:const (\w+) = .*=>|(?:async )?function\*? (\w+).*|(?:private |readonly )?(\w+) = this\.RULE.*) ?[{(]$/;
    const found = start.exec(line);
    if (!found || !/\{$/.test(line)) return [];
    const end = lines.findIndex((later, place) => place > index && later.startsWith(`${found[1]}}`));
    return [{ name: found[2] ?? found[3] ?? found[4] ?? '', lines: end - index + 1 }];
  });
};

test('a function has at most 40 lines', () => {
  const long = product.flatMap((file) =>
    functions(file)
      .filter(({ lines }) => lines > 40)
      .map(({ name, lines }) => `${file}: ${name}, ${lines}`),
  );
  assert.equal(long, []);
});

/** Places of a pattern: `file:line`. */
const places = (files: readonly string[], pattern: RegExp): string[] =>
  files.flatMap((file) => linesOf(file).flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])));

test('nothing is of type any, but the draft of a plan', () => {
  const found = places(code, /(:|<|\bas|\|) any\b|<any>|\bany\[\]|type \w+ = any\b/);
  assert.equal(
    found.filter((place) => !place.startsWith('src/plan/word.ts') && !place.startsWith('test/house')),
    [],
  );
});

test('nothing is exported without a name', () => {
  assert.equal(places(product, /^export default/), []);
});

test('nothing is an enum, a namespace, or a class but the parser', () => {
  assert.equal(
    places(product, /^\s*(export )?(const )?(enum|namespace|abstract class|class) \w/).filter(
      (place) => !place.startsWith('grammar/parser.ts'),
    ),
    [],
  );
});

test('no test is skipped or preferred', () => {
  const tests = code.filter((file) => file.endsWith('.test.ts') && basename(file) !== 'house.test.ts');
  assert.equal(places(tests, /\.(skip|only)\(/), []);
});

test('every test file imports what it runs, and runs it', () => {
  const silent = code.filter((file) => file.endsWith('.test.ts') && !/^[\w.]+\.run\(\);$/m.test(read(file)));
  assert.equal(silent, []);
});

test('every rule is listed, once', () => {
  const listOf = (file: string) => read(join(dirname(file), 'rules.ts'));
  const unlisted = filesIn('src/rules')
    .filter((file) => file.split('/').length === 4 && file.endsWith('.ts'))
    .filter((file) => /: Rule\b/.test(read(file)) && listOf(file).split(`'./${basename(file)}'`).length !== 2);
  assert.equal(unlisted, []);
});

test('models are named only where their facts stand, and in examples', () => {
  const askers = product.filter((file) => !/^src\/(models|rules)\//.test(file));
  assert.equal(places(askers, /===? ?'(tiny-)?cogvideox|includes\('(5b|2b|i2v|1\.5|cogvideox)/), []);
});

const texts = [
  '.ci',
  'grammar',
  'src',
  'test',
  'scripts',
  'bench',
  'docs',
  'editors',
  'examples',
  'README.md',
  'package.json',
]
  .flatMap((name) => (/\./.test(name.slice(1)) ? [name] : filesIn(name)))
  .filter((file) => existsSync(join(root, file)) && basename(file) !== 'house.test.ts')
  .filter((file) => /(\.(ts|mjs|md|hbs|json|cogx|py|sh|txt|tsv|jsonl|ebnf)|\/run)$/.test(file));

test('the words of this workshop do not stand in the product', () => {
  assert.equal(places(texts, /\/work\/(shared|main)|\/tmp\/pre|\bstyle\.md\b|\bdesign\.md\b|\bfacts\/\w+\.md\b/), []);
});

test('nothing is left to do in a comment', () => {
  assert.equal(places(texts, /\b(TODO|FIXME|XXX|HACK)\b/), []);
});

test('a sentence never begs and never calls its reader wrong', () => {
  assert.equal(places(product, /['"`](?:[^'"`]*\b)?[Pp]lease\b/), []);
});

test.run();
