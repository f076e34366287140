import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { seenBy } from '../../src/media/looking.ts';
import { statistics } from '../../src/media/statistics.ts';
import { both, clips, damaged, video } from '../../src/rules/examples.ts';

const birds = seenBy(
  statistics(),
  both(
    both(clips(3), clips(2, { video: video(31, 30_000 / 1001, { duration: 1.2, codec: 'hevc' }) }, 4)),
    both(clips(1, { captions: [], video: video(300, 25, { constant_rate: false }) }, 6), damaged(2, 7)),
  ),
).get('birds');

const chart = (title: string) =>
  Object.fromEntries(
    (birds?.charts.find((each) => each.title === title)?.bins ?? []).map(({ label, count }) => [label, count]),
  );

test('clips, damage, captions, time and bytes are summed', () => {
  assert.is(birds?.clips, 8);
  assert.is(birds?.damaged, 2);
  assert.is(birds?.captionless, 1);
  assert.is(birds?.bytes, 8_000_000);
  assert.ok(Math.abs((birds?.seconds ?? 0) - (3 * 6.25 + 2 * 1.2 + 12)) < 1e-9);
});

test('rates are told by their names, and variable ones are', () => {
  assert.equal(chart('rate'), { '24 fps': 3, '29.97 fps': 2, variable: 1 });
});

test('lengths lie in ranges, without empty ones at the ends', () => {
  assert.equal(chart('length'), {
    '1 to 2 s': 2,
    '2 to 4 s': 0,
    '4 to 6 s': 0,
    '6 to 8 s': 3,
    '8 to 10 s': 0,
    '10 to 15 s': 1,
  });
});

test('codecs, captions and damage are counted', () => {
  assert.equal(chart('codec'), { 'h264, yuv420p': 4, 'hevc, yuv420p': 2 });
  assert.equal(chart('caption length'), { '5 to 10 words': 5 });
  assert.equal(chart('damage'), { 'cut-short': 2 });
});

test('more kinds than a chart names are told together', () => {
  const sizes = (width: number) => clips(1, { video: video(100, 24, { width }) });
  const all = Array.from({ length: 20 }, (_, index) => sizes(640 + index)).reduce(both);
  const bins =
    seenBy(statistics(), all)
      .get('birds')
      ?.charts.find(({ title }) => title === 'size')?.bins ?? [];
  assert.is(bins.length, 13);
  assert.equal(bins.at(-1), { label: 'other', count: 8 });
});

test.run();
