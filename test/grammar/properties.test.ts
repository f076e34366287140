import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lexer } from 'chevrotain';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { tokens } from '../../grammar/tokens.ts';
import { root } from '../support.ts';
import { parseSound } from './sound.ts';

const birds = readFileSync(join(root, 'examples/birds/birds.cogx'), 'utf8');
const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset', safeMode: true, skipValidations: true });

/** The pieces of the example: its tokens, each with what stands before it. */
const pieces = ((): readonly string[] => {
  const ends = lexer.tokenize(birds).tokens.map(({ startOffset, image }) => startOffset + image.length);
  return [...ends, birds.length].map((end, index) => birds.slice(ends[index - 1] ?? 0, end));
})();

const marks = ['{', '}', '[', ']', '=', ',', '\n', '\r\n', ' ', '"', '"""', "'", '#', '//', '/*', '*/', '$', ':', ';'];
const words = ['use', 'let', 'param', 'a', 'b-', 'x.', 'é', '81', '-1', '1e-4', '16x9', '%', 'fps', '\\', '\\u{', '😀'];
const rubbish = ['\0', '\u2028', '\uFEFF', '\uD800', '\t', '.', '-', '@', '1e999'];
const trouble = fc.array(fc.constantFrom(...marks, ...words, ...rubbish), { maxLength: 60 }).map((all) => all.join(''));

test('any text of small troubles is read without a throw, into a sound tree', () => {
  fc.assert(
    fc.property(trouble, (text) => {
      parseSound(text);
    }),
    { numRuns: 2000 },
  );
});

/** The example with a few pieces left out, doubled, swapped, put in, and perhaps cut off. */
const mangled = fc
  .record({
    edits: fc.array(
      fc.record({
        at: fc.nat(pieces.length - 1),
        edit: fc.constantFrom('leave out', 'double', 'swap', 'put in'),
        mark: fc.constantFrom(...marks, ...words, ...rubbish),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    cut: fc.option(fc.nat(birds.length)),
  })
  .map(({ edits, cut }) => {
    const all = [...pieces];
    for (const { at, edit, mark } of edits) {
      const [one, two] = [all[at] ?? '', all[at + 1] ?? ''];
      if (edit === 'leave out') all.splice(at, 1);
      if (edit === 'double') all.splice(at, 0, one);
      if (edit === 'swap') all.splice(at, 2, two, one);
      if (edit === 'put in') all.splice(at, 0, mark);
    }
    return all.join('').slice(0, cut ?? undefined);
  });

test('a mangled example is read without a throw, into a sound tree', () => {
  fc.assert(
    fc.property(mangled, (text) => {
      parseSound(text);
    }),
    { numRuns: 500 },
  );
});

test('one token left out of the example, or written twice, is one problem at most', () => {
  const worse = pieces.flatMap((piece, index) => {
    const rest = (middle: string): string => [...pieces.slice(0, index), middle, ...pieces.slice(index + 1)].join('');
    const space = /^\s*/.exec(piece)?.[0] ?? '';
    const texts = [rest(space), rest(`${piece} ${piece.slice(space.length)}`)];
    return texts.filter((text) => parseSound(text).problems.length > 1).map((text) => `${piece} in ${text.length}`);
  });
  assert.equal(worse, []);
});

test('mistakes that are put into lines far from each other are as many problems', () => {
  const lines = [
    'count: 81',
    'rate 16 fps',
    'fit =',
    'a = "x',
    'b = 1 2',
    'c = @',
    '= 3',
    'd = x.',
    'e = "\\q"',
    'f = 1;',
  ];
  const mistakes = fc.shuffledSubarray(lines, { minLength: 1 });
  fc.assert(
    fc.property(mistakes, (some) => {
      const text = some.map((line) => `x {\n  ${line}\n}\ny = 1\n`).join('');
      assert.is(parseSound(text).problems.length, some.length, text);
    }),
  );
});

test('the same text gives the same tree and problems, whatever was read before it', () => {
  fc.assert(
    fc.property(trouble, trouble, (one, two) => {
      const first = JSON.stringify(parseSound(one));
      parseSound(two);
      assert.is(JSON.stringify(parseSound(one)), first);
    }),
    { numRuns: 200 },
  );
});

test('long and deep texts are read without a throw', () => {
  for (const piece of ['[', '{', 'a {', ']', '"', '"""', "'", '/*', '/', 'a', ' ', '\n', '\\', '1', '"\\"', 'a = 1 ']) {
    parseSound(piece.repeat(20_000));
    parseSound(`a = [${piece.repeat(5000)}]\n`);
  }
});

test.run();
