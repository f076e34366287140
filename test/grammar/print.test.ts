import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { File, Item } from '../../grammar/ast.ts';
import { format } from '../../grammar/format.ts';
import { parse } from '../../grammar/parse.ts';
import { docsOf } from '../../src/plan/docs.ts';
import { asked, count, golden, root } from '../support.ts';
import { files } from './files.ts';
import { mangled, trouble } from './mangled.ts';
import { parseSound, short } from './sound.ts';

const formatted = (text: string): string => {
  const { text: printed, problems } = format(text) as { text?: string; problems?: unknown };
  if (printed === undefined) throw new Error(`${JSON.stringify(problems)} in ${JSON.stringify(text)}`);
  return printed;
};

const written = suite('files as they are written');

const folder = join(root, 'test/golden/print');
for (const file of readdirSync(folder).filter((each) => each.endsWith('.cogx'))) {
  written(`${file}: how it is formatted`, () => {
    asked.add(join(folder, file));
    const printed = formatted(readFileSync(join(folder, file), 'utf8'));
    golden(`print/${file.replace('.cogx', '.txt')}`, printed);
    assert.is(formatted(printed), printed);
  });
}

const examples = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.cogx') && file.split('/').length === 2,
);

written('the examples are written as the formatter writes', () => {
  assert.ok(examples.length >= 3);
  for (const file of examples) {
    const text = readFileSync(join(root, 'examples', file), 'utf8');
    assert.is(formatted(text), text, file);
  }
});

written('a file with a mistake is not formatted, and its mistakes are told', () => {
  assert.equal(
    format('a  =  1\nb =').problems?.map(({ code }) => code),
    ['missing-value'],
  );
});

written('what is long or deep is formatted all the same', () => {
  const many = (piece: string): string => piece.repeat(130_000);
  for (const text of [`/*${many('\na')}*/`, `a = """${many('\n b')}"""`, `a ${many('/**/')} = 1`]) formatted(text);
  const deep = (open: string, close: string): string => `a = 1, ${open.repeat(60)}b = [1, 2]${close.repeat(60)}`;
  for (const text of [deep('c { ', ' }'), deep('c {\n', '\n}'), `a = ${'['.repeat(60)}1${', 2]'.repeat(60)}`])
    formatted(text);
});

written.run();

const properties = suite('whatever is written');

/** All letters of all comments in their order, without the marks and stars of a comment. */
const remarks = (text: string, { comments }: File): string =>
  comments.map(({ span }) => text.slice(span.start, span.end).replace(/[\s*/#]+/g, '')).join('');

/** What documents each item, in the order of the file. */
const docs = ({ items, comments, ...file }: File): readonly (string | undefined)[] => {
  const found = docsOf({ ...file, items, comments });
  const all = (some: readonly Item[]): Item[] =>
    some.flatMap((item) => [item, ...(item.kind === 'block' ? all(item.items) : [])]);
  return all(items).map((item) => found.get(item)?.replace(/[ \t]+/g, ' '));
};

/** Holds a formatted file to what every formatted file is. */
const holds = (text: string): void => {
  const before = parse(text).file;
  const printed = formatted(text);
  const { file, problems } = parseSound(printed);
  assert.equal(problems, [], printed);
  assert.is(short(file.items), short(before.items));
  assert.is(remarks(printed, file), remarks(text, before));
  assert.equal(docs(file), docs(before));
  assert.is(formatted(printed), printed);
  assert.ok(printed === '' || /[^\n]\n$/.test(printed), 'one line break at the end');
  assert.not.match(printed, /\r/);
  if (!printed.includes('"""')) assert.not.match(printed, /^\n|\n\n\n|[ \t]\n/);
};

const isSound = (text: string): boolean => parse(text).problems.length === 0;

properties('formatting loses no comment, changes no meaning, and changes nothing when done again', () => {
  fc.assert(
    fc.property(files, (text) => {
      fc.pre(isSound(text));
      holds(text);
    }),
    { numRuns: count(500, 10_000) },
  );
});

properties('the same is true of rubbish and of mangled examples that can be read', () => {
  fc.assert(
    fc.property(fc.oneof(trouble, mangled), (text) => {
      if (isSound(text)) holds(text);
    }),
    { numRuns: count(500, 10_000) },
  );
});

properties('the generated files are without mistakes, and have every kind of node and comments in odd places', () => {
  const all = fc.sample(files, { numRuns: 300, seed: 1 });
  assert.ok(all.filter(isSound).length > 290);
  const kinds = new Set(all.flatMap((text) => JSON.stringify(parse(text).file.items).match(/"kind":"\w+"/g) ?? []));
  assert.is(kinds.size, 11);
  assert.ok(all.filter((text) => /\/\*[^\n]*\*\/ *=/.test(text)).length > 5);
});

properties.run();
