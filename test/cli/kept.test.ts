import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inPieces, keeper } from '../../src/cli/disk/kept.ts';
import { folder } from '../e2e/cogx.ts';

const where = folder();

/** Lines of letters of one to four bytes, longer together than a piece; counts how often they are made. */
const text = () => {
  const made = { times: 0 };
  const lines: Iterable<string> = {
    *[Symbol.iterator]() {
      made.times++;
      for (let index = 0; index < 30_000; index++) yield `${index} aé鳥😀\n`;
    },
  };
  return { made, lines };
};

const whole = (lines: Iterable<string>): string => [...lines].join('');

test('a kept text is made once, and is the same each time', () => {
  const { made, lines } = text();
  const kept = keeper(join(where, 'list'))(lines);
  const first = whole(kept);
  assert.is(first, whole(lines));
  assert.is(made.times, 2);
  assert.is(whole(kept), first);
  assert.is(whole(kept), first);
  assert.is(made.times, 2);
  assert.equal(readdirSync(where), []);
});

test('half a walk keeps nothing', () => {
  const { made, lines } = text();
  const kept = keeper(join(where, 'list'))(lines);
  for (const _ of kept) break;
  assert.is(whole(kept), whole(lines));
  assert.is(made.times, 3);
});

test('where no file can be had a text is made each time', () => {
  const { made, lines } = text();
  const kept = keeper(join(where, 'absent/list'))(lines);
  assert.is(whole(kept), whole(kept));
  assert.is(made.times, 2);
});

test('pieces are few, and none is empty', () => {
  assert.equal([...inPieces([])], []);
  assert.equal([...inPieces(['a', '', 'b'])], ['ab']);
  const pieces = [...inPieces(text().lines)];
  assert.ok(pieces.length < 12 && pieces.every((each) => each.length > 0), `${pieces.length}`);
});

test.run();
