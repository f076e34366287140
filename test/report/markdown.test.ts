import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { changeOf } from '../../src/report/difference.ts';
import { code, markdownTable, text } from '../../src/report/markdown.ts';
import { count } from '../support.ts';

test('everyday words are as they are, and read well before they are rendered', () => {
  assert.is(text('default: cogx: a global batch of at least 8'), 'default: cogx: a global batch of at least 8');
  assert.is(text('train.optimizer.learning_rate, 1e-4'), 'train.optimizer.learning_rate, 1e-4');
  assert.is(code('HEAD~3:birds.cogx'), '`HEAD~3:birds.cogx`');
});

test('what Markdown, HTML or GitHub would take for more is shown by its number', () => {
  assert.is(text('a|b'), 'a&#124;b');
  assert.is(text('<b> & *x*'), '&#60;b&#62; &#38; &#42;x&#42;');
  assert.is(text('@octocat #1 :bird:'), '&#64;octocat &#35;1 &#58;bird:');
  assert.is(text('_a_ a_b'), '&#95;a&#95; a_b');
  assert.is(text('https://a www.b'), 'https&#58;//a www&#46;b');
  assert.is(text('a\nb\u202e'), 'a&#92;u000ab&#92;u202e');
  assert.is(code('a`b'), '<code>a&#96;b</code>');
  assert.is(code('a\\|b'), '<code>a&#92;&#124;b</code>');
});

test('a table has as many cells in each row, whatever is in them', () => {
  const trouble = fc.string({ unit: fc.constantFrom('|', '\\', '`', '\n', '<', '&', '*', '_', 'a', ' ', '\u2028') });
  fc.assert(
    fc.property(trouble, trouble, (one, other) => {
      const table = markdownTable([{ heading: 'a' }, { heading: 'b' }], [[code(one), text(other)]]);
      assert.equal(
        table.split('\n').map((line) => line.split('|').length),
        [4, 4, 4],
      );
    }),
    { numRuns: count(200, 5000) },
  );
});

test('a change is a share where it is small, a factor where it is large, and nothing between unlike things', () => {
  const change = (old: string, young: string) => changeOf({ what: '', old, new: young });
  assert.equal(
    [change('1000', '1800'), change('200', '7200'), change('40 h', '2 h'), change('1e-4', '5e-5')],
    ['+80 %', '×36', '−95 %', '−50 %'],
  );
  // The same time in other units.
  assert.equal([change('90 min', '2 h'), change('40 s', '2 min'), change('28 h', '5 days')], ['+33 %', '×3', '×4.29']);
  assert.equal([change('90 min', '2 GiB'), change('5 GiB', '2 TiB')], ['', '']);
  assert.equal([change('0', '20'), change('–', '3'), change('98 %', '90 %')], ['', '', '']);
});

test.run();
