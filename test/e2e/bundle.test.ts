import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { explain } from '../../src/explain.ts';
import { rules } from '../../src/rules/rules.ts';
import { root } from '../support.ts';
import { bundle, folder } from './cogx.ts';

const test = suite('the bundle');
const sixty = join(root, 'bench/sixty.cogx');

type Where = Readonly<Record<string, string | undefined>>;

/** What a check of the file of sixty lines says, with its cache folder at a place. */
const check = (where: Where, file = sixty): string => {
  const env = { ...process.env, ...where };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle(), 'check', file], { encoding: 'utf8', env });
  assert.is(stderr, '');
  return `${status} ${stdout}`;
};

/** What a command prints. */
const run = (...words: readonly string[]): string =>
  spawnSync(process.execPath, [bundle(), ...words], { encoding: 'utf8' }).stdout;

/** The parts of the program, by name. */
const partsOf = (text: string): Map<string, string> => {
  const places = JSON.parse(/^const parts = (.*);$/m.exec(text)?.[1] ?? '') as Record<string, [number, number, 1?]>;
  return new Map(
    Object.entries(places).map(([name, [fromEnd, length, isPacked]]) => {
      const part = text.slice(text.length - fromEnd, text.length - fromEnd + length);
      return [name, isPacked ? brotliDecompressSync(Buffer.from(part, 'base64')).toString() : part];
    }),
  );
};

test('it is one executable file that needs nothing but Node', () => {
  const text = readFileSync(bundle(), 'utf8');
  const parts = partsOf(text);
  const modules = JSON.parse(/^const modules = (.*);$/m.exec(text)?.[1] ?? '') as Record<string, string>;
  const required = [...parts.values(), text].flatMap((part) =>
    [...part.matchAll(/\b(?:require|load)\(['"]([^'"]+)['"]\)/g)].map(([, name = '']) => name),
  );
  assert.ok(required.length > 20);
  assert.equal(
    required.filter((name) => !builtinModules.includes(name.replace('node:', '')) && !Object.hasOwn(modules, name)),
    [],
  );
  assert.ok(text.startsWith('#!/usr/bin/env node\n'));
  assert.ok(statSync(join(root, 'dist/cogx.cjs')).mode & 0o100);
  assert.ok(text.length < 1_500_000, `${text.length}`);
});

/** Of the parts that a run compiled, the text: what is kept for the next run names them. */
const readBy = (...words: readonly string[]): string => {
  const home = folder();
  spawnSync(process.execPath, [bundle(), ...words], { env: { ...process.env, XDG_CACHE_HOME: home } });
  const [name = ''] = readdirSync(join(home, 'cogx'));
  const head = readFileSync(join(home, 'cogx', name)).toString('latin1', 0, 4096);
  const parts = partsOf(readFileSync(bundle(), 'utf8'));
  return (JSON.parse(head) as [string, number][]).map(([part]) => parts.get(part)).join('\n');
};

test('check reads no part that holds the parser, zod, cryptography, a CSV reader, templates, rules for clips, what explains mistakes, or what rules say of themselves', () => {
  const text = readBy('check', sixty);
  const all = [...partsOf(readFileSync(bundle(), 'utf8')).values()].join('\n');
  assert.match(text, 'nothing found');
  for (const [what, mark] of Object.entries({
    parser: 'performSelfAnalysis',
    zod: '$ZodType',
    cryptography: 'node:crypto',
    csv: 'record_delimiter',
    template: 'texts.json',
    clips: 'frozen-clips',
    mistakes: 'so there is nothing to slice',
    pages: 'pages.json',
  })) {
    assert.not.match(text, mark, what);
    assert.match(all, mark, what);
  }
  assert.not.match(text, 'cut without a word by some trainers', 'what a rule says of itself');
  assert.not.match(all, 'lookupProperty', 'the runtime of Handlebars');
  assert.ok(
    text.length < 300_000,
    `what a check reads has ${text.length} letters: it starts no sooner than it is read`,
  );
});

test('functions that a check calls are compiled at once', () => {
  const check = partsOf(readFileSync(bundle(), 'utf8')).get('check') ?? '';
  assert.ok(check.split('(function(').length > 20);
});

test('what rules say of themselves is there, word for word', () => {
  for (const { code } of rules.filter((_, index) => index % 12 === 0))
    assert.is(run('explain', code), `${explain(code)}\n`);
});

test('templates that are functions fill as Handlebars fills them', () => {
  // Apart from the example's folder: npm start leaves an inventory there, and the example is compiled without.
  const where = folder();
  const [file, out] = [join(where, 'quickstart.cogx'), join(where, 'out')];
  copyFileSync(join(root, 'examples/quickstart/quickstart.cogx'), file);
  run('compile', file, '-o', out);
  const { stdout } = spawnSync('diff', ['-r', out, join(root, 'examples/quickstart/out')], { encoding: 'utf8' });
  assert.is(stdout, '');
});

test('a file that is not written as it should be finds the parser', () => {
  const file = join(folder(), 'broken.cogx');
  writeFileSync(file, 'model cogvideox-5b-t2v\ncount 81\n');
  assert.match(check({ XDG_CACHE_HOME: folder() }, file), 'forgotten-equals');
});

const expected = check({ XDG_CACHE_HOME: undefined, HOME: undefined });

test('compiled code is kept for the next run, which says the same', () => {
  const home = folder();
  for (let run = 0; run < 3; run++) assert.is(check({ XDG_CACHE_HOME: home }), expected);
  const [name = '', ...more] = readdirSync(join(home, 'cogx'));
  assert.equal(more, []);
  assert.match(name, /^check-v.*\.bin$/);
  const { mode, mtimeMs } = statSync(join(home, 'cogx', name));
  assert.is(mode & 0o777, 0o600);
  check({ XDG_CACHE_HOME: home });
  assert.is(statSync(join(home, 'cogx', name)).mtimeMs, mtimeMs);
});

test('what is spoilt in the cache is not read', () => {
  const home = folder();
  check({ XDG_CACHE_HOME: home });
  const [name = ''] = readdirSync(join(home, 'cogx'));
  const path = join(home, 'cogx', name);
  const good = readFileSync(path);
  const spoilt = [5000, good.length >> 2, (good.length >> 1) + 5000, good.length - 1].map((at) => {
    const bytes = Buffer.from(good);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    return bytes;
  });
  const others = [Buffer.alloc(0), good.subarray(0, 9000), Buffer.alloc(good.length), Buffer.from('{"a"'.repeat(5000))];
  for (const bytes of [...spoilt, ...others]) {
    writeFileSync(path, bytes);
    assert.is(check({ XDG_CACHE_HOME: home }), expected);
  }
});

test('a cache folder that is absent, a file, or may not be written is no matter', () => {
  const home = folder();
  writeFileSync(join(home, 'file'), '');
  mkdirSync(join(home, 'closed'));
  chmodSync(join(home, 'closed'), 0o500);
  for (const name of ['file', 'closed', 'absent/below', ''])
    assert.is(check({ XDG_CACHE_HOME: join(home, name) }), expected);
});

test('another build does not read what this one has kept', () => {
  const home = folder();
  const other = join(home, 'cogx.cjs');
  check({ XDG_CACHE_HOME: home });
  const [before] = readdirSync(join(home, 'cogx'));
  copyFileSync(bundle(), other);
  writeFileSync(other, readFileSync(other, 'utf8').replaceAll('nothing found', 'nothing!found'));
  const env = { ...process.env, XDG_CACHE_HOME: home };
  const { stdout } = spawnSync(process.execPath, [other, 'check', join(root, 'examples/clusters/a100x16.cogx')], {
    encoding: 'utf8',
    env,
  });
  assert.match(stdout, 'nothing!found');
  assert.not.equal(readdirSync(join(home, 'cogx')), [before]);
});

test.run();
