import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support.ts';
import { parseSound, short } from './sound.ts';

/** Each text with its tree; none has a problem. */
const reads = (rows: readonly (readonly [text: string, tree: string])[]): void => {
  for (const [text, tree] of rows) {
    const { file, problems } = parseSound(text);
    assert.equal([short(file.items), problems], [tree, []], text);
  }
};

test('a property has a name and a value', () =>
  reads([
    ['count = 81', 'count = 81'],
    ['count=81', 'count = 81'],
    ['  count\t=\t81  ', 'count = 81'],
    ['dataset pexels = none', 'dataset pexels = none'],
    ['"HF_HOME" = "x"', '"HF_HOME" = "x"'],
  ]));

test('a block has a label, a body, or both', () =>
  reads([
    ['frames { }', 'frames {  }'],
    ['frames {\n}', 'frames {  }'],
    ['launch slurm', 'launch slurm'],
    ['adapter lora { rank = 8 }', 'adapter lora { rank = 8 }'],
    ['dataset "my birds" { }', 'dataset "my birds" {  }'],
    ['a{b{c=1}}', 'a { b { c = 1 } }'],
    ['name birds', 'name birds'],
  ]));

test('items are separated by new lines or commas, and a separator too many is fine', () =>
  reads([
    ['', ''],
    ['\n\n,,\n', ''],
    ['a = 1\nb = 2', 'a = 1; b = 2'],
    ['a = 1, b = 2,', 'a = 1; b = 2'],
    ['a = 1,\n\n  b = 2,\n', 'a = 1; b = 2'],
    ['x { a = 1, b = 2, }', 'x { a = 1; b = 2 }'],
    ['x {,a = 1\n,b = 2\n}', 'x { a = 1; b = 2 }'],
  ]));

test('a list separates its values in the same way, over several lines too', () =>
  reads([
    ['a = []', 'a = []'],
    ['a = [\n]', 'a = []'],
    ['a = [0.9, 0.95]', 'a = [0.9, 0.95]'],
    ['a = [\n  0.9\n  0.95\n]', 'a = [0.9, 0.95]'],
    ['a = [1,\n 2,\n]', 'a = [1, 2]'],
    ['a = [250 steps, 30 min]', 'a = [250 steps, 30 min]'],
    ['a = [[1, 2], ["x", y, $z, 1x2]]', 'a = [[1, 2], ["x", y, $z, 1x2]]'],
  ]));

test('a number may have a unit, with a space or without', () =>
  reads([
    ['a = -1', 'a = -1'],
    ['a = 1e-4', 'a = 0.0001'],
    ['a = 2.5E+3', 'a = 2500'],
    ['a = .5', 'a = 0.5'],
    ['a = 0.10', 'a = 0.1'],
    ['a = 16fps', 'a = 16 fps'],
    ['a = 16 fps', 'a = 16 fps'],
    ['a = 1e3s', 'a = 1000 s'],
    ['a = 10%', 'a = 10 %'],
    ['a = 10 %', 'a = 10 %'],
    ['a = 80 GiB, b = 2.50 USD', 'a = 80 GiB; b = 2.5 USD'],
    ['a = 16\nfps = 5', 'a = 16; fps = 5'],
  ]));

test('a size is width x height', () =>
  reads([
    ['size = 1360x768', 'size = 1360x768'],
    ['size=32x32,', 'size = 32x32'],
  ]));

test('a word has letters, digits, `_`, `.` and `-`', () =>
  reads([
    ['a = cogvideox-1.5-5b-t2v', 'a = cogvideox-1.5-5b-t2v'],
    ['a = true', 'a = true'],
    ['a = _x.y-z', 'a = _x.y-z'],
    ['model cogvideox-1.5-5b-t2v {}', 'model cogvideox-1.5-5b-t2v {  }'],
  ]));

test('a text has its escapes resolved, and a dollar sign is a letter of it', () =>
  reads([
    ['a = ""', 'a = ""'],
    [String.raw`a = "x\n\t\"\\\u{e9}\u{1f600}"`, String.raw`a = "x\n\t\"\\é😀"`],
    ['a = "$b # no // comment /* here */"', 'a = "$b # no // comment /* here */"'],
    ['a = "{[,]}"', 'a = "{[,]}"'],
    ['a = "鳥"', 'a = "鳥"'],
  ]));

test('a text of several lines has its indentation taken off', () =>
  reads([
    ['a = """one"""', 'a = "one"'],
    ['a = """"""', 'a = ""'],
    ['a = """\n  one\n    two\n\n  three\n  """', String.raw`a = "one\n  two\n\nthree"`],
    ['a = """\r\n\tone\r\n\ttwo\r\n"""', String.raw`a = "one\ntwo"`],
    ['a = """one\n  two\n  three"""', String.raw`a = "one\ntwo\nthree"`],
    ['a = """\n  say "hi" \\"\\"\\"\n  """', String.raw`a = "say \"hi\" \"\"\""`],
    ['a = """\n  b = { [ # 1\n  """\nc = 2', 'a = "b = { [ # 1"; c = 2'],
    [String.raw`a = """x\\"""`, String.raw`a = "x\\"`],
  ]));

test('a reference is a dollar sign with a name', () =>
  reads([
    ['a = $warmup', 'a = $warmup'],
    ['x { a = $w-1.5 }', 'x { a = $w-1.5 }'],
  ]));

test('use, let and param are reserved at the start of an item and nowhere else', () =>
  reads([
    ['use "../clusters/a.cogx"', 'use "../clusters/a.cogx"'],
    ['let warmup = 100 steps', 'let warmup = 100 steps'],
    ['param learning_rate = 1e-4', 'param learning_rate = 0.0001'],
    ['a = use', 'a = use'],
    ['a let { b = [param] }', 'a let { b = [param] }'],
    ['useful = 1, letter = 2', 'useful = 1; letter = 2'],
    ['"use" = 1', '"use" = 1'],
  ]));

test('comments are kept beside the tree, without their marks', () => {
  const text = '# one\na = 1 // two\n/* three\n */ b = 2 ## four\n### five\nc = [1, # six\n 2] /**/';
  const { file, problems } = parseSound(text);
  assert.equal(problems, []);
  assert.is(short(file.items), 'a = 1; b = 2; c = [1, 2]');
  assert.equal(
    file.comments.map(({ text: said, doc }) => (doc ? `doc ${said}` : said)),
    ['one', 'two', 'three', 'doc four', 'five', 'six', ''],
  );
});

test('a comment begins after a space or a mark: what is glued to a word belongs to it', () => {
  assert.is(short(parseSound('a = x#y').file.items), 'a = x');
  assert.is(short(parseSound('a = 1/*x*/').file.items), 'a = "1/*x*/"');
  assert.is(short(parseSound('a = "x"/*y*/').file.items), 'a = "x"');
});

test('carriage returns, tabs, a byte order mark and no-break spaces are spaces', () =>
  reads([
    ['\uFEFFa = 1\r\nb = 2\r\n', 'a = 1; b = 2'],
    ['a = 1\rb = 2', 'a = 1; b = 2'],
    ['a\u00a0=\u00a01', 'a = 1'],
    ['x {\r\n\ta = 1\r\n}\r\n', 'x { a = 1 }'],
  ]));

test('a span is exactly what is written', () => {
  const text = 'x y { a = 16 fps, b = [1] } # c';
  const block = parseSound(text).file.items[0];
  assert.ok(block?.kind === 'block' && block.body);
  const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  assert.is(at(block.span), 'x y { a = 16 fps, b = [1] }');
  assert.is(at(block.body), '{ a = 16 fps, b = [1] }');
  assert.equal(
    block.items.map(({ span }) => at(span)),
    ['a = 16 fps', 'b = [1]'],
  );
});

test('the birds example is read as it is written', () => {
  const { file, problems } = parseSound(readFileSync(join(root, 'examples/birds/birds.cogx'), 'utf8'));
  assert.equal(problems, []);
  const names = file.items.map((item) => (item.kind === 'use' ? 'use' : item.name?.text));
  const heads =
    'cogx use learning_rate warmup name seed model frames captions dataset dataset train cluster storage profile';
  assert.is(names.join(' '), heads);
});

test.run();
