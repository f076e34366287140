import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { histogram, shares } from '../../src/report/charts.ts';
import { html } from '../../src/report/html.ts';
import { bytes, lasting, percent } from '../../src/report/numbers.ts';
import { stripOf } from '../../src/report/strips.ts';
import { table } from '../../src/report/table.ts';

const numbers = (text: string, attribute: string): number[] =>
  [...text.matchAll(new RegExp(`<rect[^>]* ${attribute}="([\\d.]+)"`, 'g'))].map(([, value]) => Number(value));

test('bars of a histogram are as long as their counts, and nothing has no bar', () => {
  const { html: text } = histogram('size', [
    { label: 'small', count: 100 },
    { label: 'large', count: 50 },
    { label: 'none', count: 0 },
  ]);
  const [small = 0, large = 0, none] = numbers(text, 'width');
  assert.ok(Math.abs(small - 2 * large) < 0.2, `${small} and ${large}`);
  assert.is(none, 0);
  assert.match(text, 'aria-label="size: small: 100, large: 50, none: 0"');
});

test('parts of a bar fill it', () => {
  const { html: text } = shares('clips', [
    { label: 'verified', count: 3, kind: 'good' },
    { label: 'quarantined', count: 1, kind: 'bad' },
    { label: 'not ended', count: 0, kind: 'low' },
  ]);
  assert.equal(numbers(text, 'width'), [750, 250]);
  assert.equal(numbers(text, 'x'), [0, 750]);
  assert.not.match(text, 'not ended');
});

test('a table names its columns and rows, and puts numbers to the right', () => {
  const { html: text } = table({
    caption: 'clips',
    columns: ['dataset', 'count', 'of'],
    rows: [
      ['birds', 1234, html`<b>x</b>`],
      ['<b>', 5, 'y'],
    ],
  });
  assert.match(text, '<th scope="col" class="number">count</th>');
  assert.match(text, '<th scope="row">birds</th><td class="number">1,234</td><td class="text"><b>x</b></td>');
  assert.match(text, '<th scope="row">&lt;b&gt;</th>');
});

const strip = {
  ...{ source: 'a.mp4', window: 2, windows: 3, seconds: 10, coverage: 0.5, caption: 'a bird' },
  shown: { start: 2.5, end: 5 },
  clip: { uri: 'data:image/jpeg;base64,AA', width: 800, height: 72 },
  sample: { uri: 'data:image/jpeg;base64,BB', width: 600, height: 72 },
};

test('the part of a clip that is kept is framed, and a lens leads from it to the whole sample', () => {
  const { html: text } = stripOf(strip);
  assert.match(text, '<rect class="off" width="200" height="72"/><rect class="off" x="400" width="400" height="72"/>');
  assert.match(text, '<polygon points="200,0 400,0 600,22 0,22"/>');
  assert.match(text, 'sample 2 of 3, 2.5 s to 5 s of 10 s, <span class="bad">coverage 50 %</span>');
});

test('a picture that is missing is said, and the other one is shown', () => {
  const { clip: _, ...without } = strip;
  const { html: text } = stripOf(without);
  assert.match(text, 'There is no picture of the clip.');
  assert.match(text, 'base64,BB');
});

test('nothing short of all is called all, and small times and sizes have their own units', () => {
  assert.equal([1, 0.99999, 0.8, 0.0356].map(percent), ['100 %', '99.9 %', '80 %', '3.5 %']);
  assert.equal([46, 725, 12_240].map(lasting), ['46 s', '12 min 5 s', '3.4 h']);
  assert.equal([1_500_000, 4_500_000_000, 6.7e12].map(bytes), ['1.5 MB', '4.5 GB', '6.7 TB']);
});

test.run();
