import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { seenBy } from '../../src/media/looking.ts';
import { waysFor } from '../../src/media/ways.ts';
import type { Plan } from '../../src/plan/pipeline.ts';
import { clip, defaults, video } from './videos.ts';

const plan = {
  frames: { count: 17, rate: 16, size: { width: 1360, height: 768 } },
  dataset: { birds: { exclude: ['out'], frames: defaults, captions: {} } },
} as unknown as Plan;

const ways = seenBy(waysFor(plan), [
  clip('slow.mp4', video(12, 36)),
  clip('fast.mp4', video(30, 90)),
  clip('out/fast.mp4', video(30, 90)),
  clip('short.mp4', video(30, 9)),
  clip('exact.mp4', video(16, 17)),
  clip('other.mp4', video(60, 180)),
  { ...clip('foreign.mp4', video(16, 17)), dataset: 'cats' },
]).get('birds');

test('clips that are treated alike are one way, the most frequent first, shown by the first of them', () => {
  assert.equal(
    ways?.map(({ policy, clips, clip: path }) => [policy, clips, path]),
    [
      ['above_rate = drop, longer = head', 2, 'fast.mp4'],
      ['below_rate = duplicate, longer = head', 1, 'slow.mp4'],
      ['as it is', 1, 'exact.mp4'],
    ],
  );
});

test('a way says which picture each frame of the first sample shows', () => {
  const [fast, slow, exact] = ways ?? [];
  assert.equal(fast?.shows, [0, 1, 3, 5, 7, 9, 11, 13, 15, 16, 18, 20, 22, 24, 26, 28, 30]);
  assert.equal(slow?.shows.slice(0, 6), [0, 0, 1, 2, 3, 3]);
  assert.equal(exact?.shows, [...Array(17).keys()]);
  assert.equal([fast?.frames, fast?.seconds, fast?.rate, fast?.windows], [90, 3, 30, 1]);
  assert.is(fast?.sample_seconds, 17 / 16);
});

test.run();
