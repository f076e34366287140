import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { py } from '../../src/emit/python.ts';
import { inVenv } from '../support.ts';

const tool = (name: string, words: readonly string[], input: string): string => {
  const { status, stdout, stderr } = spawnSync(inVenv(name), words, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${words.join(' ')}: ${stderr}`);
  return stdout;
};

const trouble = fc.constantFrom(
  "'",
  '"',
  '\\',
  '\n',
  '\t',
  '$',
  '{',
  '#',
  'é',
  '😀',
  '\u2028',
  '\x7f',
  '\x01',
  'u',
  ' ',
);
const nasty = fc.string({ unit: trouble, maxLength: 12 });

test('a Python literal of any text is read by Python as that text', () => {
  const values = fc.sample(nasty, 3000);
  const judge = [
    'import ast, json, sys',
    'pairs = json.load(sys.stdin)',
    'print(sum(ast.literal_eval(literal) != value for literal, value in pairs))',
  ].join('\n');
  const wrong = tool('python', ['-c', judge], JSON.stringify(values.map((value) => [py(value), value])));
  assert.is(wrong.trim(), '0');
});

test('a Python literal of any text stands as ruff would write it', () => {
  const lines = fc.sample(nasty, 3000).map((value) => `x = ${py(value)}\n`);
  const source = lines.join('');
  assert.is(tool('ruff', ['format', '--line-length', '110', '-'], source), source);
});

test('numbers, words and nested values are spelt as Python spells them', () => {
  assert.is(
    py({ lr: 1e-4, betas: [0.9, 0.95], fused: true, revision: null }),
    '{"lr": 1e-4, "betas": [0.9, 0.95], "fused": True, "revision": None}',
  );
  assert.is(py(['say "hi"', "it's"]), `['say "hi"', "it's"]`);
});

test.run();
