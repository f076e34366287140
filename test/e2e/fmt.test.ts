import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from '../support.ts';
import { bundle, cogx, folder, type Ran } from './cogx.ts';

const ugly = 'name=birds // of all kinds\nframes{count=81}\n';
const fine = 'name = birds # of all kinds\nframes { count = 81 }\n';
const broken = 'name = birds\nframes { count: 81 }\n';

const withFiles = (files: Readonly<Record<string, string>>): { where: string; read: (file: string) => string } => {
  const where = folder();
  for (const [file, text] of Object.entries(files)) writeFileSync(join(where, file), text);
  return { where, read: (file) => readFileSync(join(where, file), 'utf8') };
};

const piped = (input: string | Buffer, ...words: readonly string[]): Ran => {
  const ran = spawnSync(process.execPath, [bundle(), 'fmt', '-', ...words], { input, encoding: 'utf8' });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
};

test('fmt writes files in place and says which ones changed', () => {
  const { where, read } = withFiles({ 'a.cogx': ugly, 'b.cogx': fine });
  chmodSync(join(where, 'a.cogx'), 0o640);
  assert.equal(cogx(where, 'fmt', 'a.cogx', 'b.cogx'), {
    code: 0,
    out: 'a.cogx: formatted\n1 of 2 files changed.\n',
    err: '',
  });
  assert.is(read('a.cogx'), fine);
  assert.is(statSync(join(where, 'a.cogx')).mode & 0o777, 0o640);
  assert.equal(readdirSync(where).sort(), ['a.cogx', 'b.cogx']);
  assert.is(cogx(where, 'fmt', 'a.cogx').out, 'One file is formatted.\n');
});

test('fmt replaces what a link leads to, and leaves the link', () => {
  const { where, read } = withFiles({ 'a.cogx': ugly });
  symlinkSync('a.cogx', join(where, 'link.cogx'));
  assert.is(cogx(where, 'fmt', 'link.cogx').code, 0);
  assert.is(read('a.cogx'), fine);
});

test('fmt --check lists what would change, writes nothing and ends with 3', () => {
  const { where, read } = withFiles({ 'a.cogx': ugly, 'b.cogx': fine });
  assert.equal(cogx(where, 'fmt', '--check', 'a.cogx', 'b.cogx'), {
    code: 3,
    out: 'a.cogx is not formatted.\n',
    err: '',
  });
  assert.is(read('a.cogx'), ugly);
  assert.equal(cogx(where, 'fmt', '--check', 'b.cogx'), { code: 0, out: 'One file is formatted.\n', err: '' });
});

test('what fmt --diff shows is what patch makes of the file', () => {
  const lines = Array.from({ length: 40 }, (_, index) => `a${index} = ${index}`).map((line) => `${line}\n\n`);
  const text = `# first\n${lines.join('')}b   =   2\n${lines.join('')}c=3`;
  const { where, read } = withFiles({ 'a.cogx': text });
  const { code, out } = cogx(where, 'fmt', '--diff', 'a.cogx');
  assert.is(code, 0);
  assert.is(read('a.cogx'), text);
  assert.is(out.match(/^@@/gm)?.length, 2);
  writeFileSync(join(where, 'a.patch'), out);
  const applied = spawnSync('git', ['apply', '-p0', '--unidiff-zero', 'a.patch'], { cwd: where, encoding: 'utf8' });
  assert.is(applied.stderr, '');
  const patched = read('a.cogx');
  assert.equal(cogx(where, 'fmt', '--check', '--diff', 'a.cogx'), { code: 0, out: '', err: '' });
  assert.is(patched.endsWith('c = 3\n'), true);
});

test('a diff of a file that changes in thousands of lines is whole too', () => {
  const text = Array.from({ length: 6000 }, (_, index) => `a${index}=${index}`).join('\n');
  const { where, read } = withFiles({ 'a.cogx': text });
  const { code, out } = cogx(where, 'fmt', '--check', '--diff', 'a.cogx');
  assert.is(code, 3);
  writeFileSync(join(where, 'a.patch'), out);
  assert.is(spawnSync('git', ['apply', '-p0', 'a.patch'], { cwd: where, encoding: 'utf8' }).stderr, '');
  assert.is(cogx(where, 'fmt', '--check', 'a.cogx').code, 0);
  assert.is(read('a.cogx').split('\n').length, 6001);
});

test('a file with a mistake is left as it is, its mistake is told, and the others are formatted', () => {
  const { where, read } = withFiles({ 'a.cogx': broken, 'b.cogx': ugly });
  const { code, out, err } = cogx(where, 'fmt', 'a.cogx', 'b.cogx');
  assert.is(code, 1);
  assert.is(out, 'b.cogx: formatted\n1 of 2 files changed.\n');
  assert.match(err, 'error: `:` stands where cogx has `=`. [foreign-mark]');
  assert.match(err, '--> a.cogx:2:15');
  assert.match(err, 'a.cogx is left as it is.');
  assert.is(read('a.cogx'), broken);
  assert.is(read('b.cogx'), fine);
});

test('a file that is not UTF-8 is left as it is', () => {
  const { where } = withFiles({});
  const latin = Buffer.from('name="gr\xfcn"\n', 'latin1');
  writeFileSync(join(where, 'a.cogx'), latin);
  const { code, err } = cogx(where, 'fmt', 'a.cogx');
  assert.is(code, 1);
  assert.match(err, 'error: a.cogx is not UTF-8.');
  assert.ok(readFileSync(join(where, 'a.cogx')).equals(latin));
});

test('fmt - reads standard input and writes standard output', () => {
  assert.equal(piped(ugly), { code: 0, out: fine, err: '' });
  assert.equal(piped(`\uFEFF${ugly.replaceAll('\n', '\r\n')}`), { code: 0, out: fine, err: '' });
  assert.equal(piped(ugly, '--check'), { code: 3, out: '<stdin> is not formatted.\n', err: '' });
  assert.equal(piped(''), { code: 0, out: '', err: '' });
});

test('fmt - gives a text with a mistake back as it came', () => {
  const { code, out, err } = piped(broken);
  assert.is(code, 1);
  assert.is(out, broken);
  assert.match(err, '--> <stdin>:2:15');
});

test('fmt asks for files, and takes standard input alone', () => {
  const { where, read } = withFiles({ 'a.cogx': ugly });
  assert.match(cogx(where, 'fmt', 'a.cogx', 'none.cogx').err, 'error: There is no file none.cogx.');
  assert.match(cogx(where, 'fmt', '.').err, 'error: . is a folder.');
  assert.match(cogx(where, 'fmt', '-', 'a.cogx').err, 'error: `-` stands alone.');
  assert.is(cogx(where, 'fmt', 'a.cogx', 'none.cogx').code, 2);
  assert.is(read('a.cogx'), ugly);
});

test('the examples are formatted', () => {
  const files = ['birds/birds', 'quickstart/quickstart', 'clusters/a100x16'];
  assert.is(cogx(join(root, 'examples'), 'fmt', '--check', ...files.map((file) => `${file}.cogx`)).code, 0);
});

test.run();
