import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { mangled, pieces, trouble } from './mangled.ts';
import { parseSound } from './sound.ts';

test('any text of small troubles is read without a throw, into a sound tree', () => {
  fc.assert(
    fc.property(trouble, (text) => {
      parseSound(text);
    }),
    { numRuns: 2000 },
  );
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
