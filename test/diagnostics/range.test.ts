import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { exactRange, rangeOf } from '../../src/diagnostics/range.ts';

const range = (startLine: number, startColumn: number, endLine: number, endColumn: number) => ({
  startLine,
  startColumn,
  endLine,
  endColumn,
});

/** Where the words between ‹ and › lie. */
const marked = (text: string) => {
  const start = text.indexOf('‹');
  const end = text.indexOf('›') - 1;
  return rangeOf(text.replace(/[‹›]/g, ''), { start, end });
};

test('lines and columns begin with 1, and the end is the first column after', () => {
  assert.equal(marked('‹ab›'), range(1, 1, 1, 3));
  assert.equal(marked('a\nb ‹c›'), range(2, 3, 2, 4));
});

test('lines that end with CRLF are as long as those that end with LF', () => {
  assert.equal(marked('a\r\nb ‹c›\r\n'), range(2, 3, 2, 4));
  assert.equal(marked('a ‹b\r\nc›'), range(1, 3, 2, 2));
});

test('a letter outside the basic plane takes two columns', () => {
  assert.equal(marked('"😀" ‹x›'), range(1, 6, 1, 7));
  assert.equal(marked('‹😀›'), range(1, 1, 1, 3));
});

test('an empty place is one column wide where it is shown, and none where it is edited', () => {
  assert.equal(rangeOf('ab', { start: 2, end: 2 }), range(1, 3, 1, 4));
  assert.equal(exactRange('ab', { start: 2, end: 2 }), range(1, 3, 1, 3));
});

test('a place at the end of a text that ends with a newline is on the line after', () => {
  assert.equal(exactRange('ab\n', { start: 3, end: 3 }), range(2, 1, 2, 1));
});

test.run();
