import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Clip } from '../../src/media/inventory.ts';
import { type Looked, lookingAt } from '../../src/media/looked.ts';
import { countLooks, noLooks } from '../../src/media/looks.ts';

const shape = { duration: 4, width: 640, height: 360 };

const heard = (lines: readonly string[], video = shape): Looked | undefined => {
  const { line, end } = lookingAt();
  for (const each of lines) line(each);
  return end(video);
};

const frame = (time: number): string => `frame:1    pts:100     pts_time:${time}`;
const edges = (x1: number, x2: number, y1: number, y2: number): string[] =>
  Object.entries({ x1, x2, y1, y2 }).map(([edge, value]) => `lavfi.cropdetect.${edge}=${value}`);

test('cuts, stretches that end and stretches that last to the end are heard', () => {
  const lines = ['lavfi.scd.score=31.2', 'lavfi.scd.time=2.0208333', 'lavfi.black_start=0', 'lavfi.black_end=1'];
  const freeze = 'lavfi.freezedetect.freeze_start=3.25';
  assert.equal(heard([frame(0), ...edges(0, 319, 0, 179), ...lines, frame(3.96), freeze]), {
    cuts: [2.021],
    frozen: [[3.25, 4]],
    black: [[0, 1]],
  });
});

test('a flash of black is no stretch', () => {
  const flash = ['lavfi.black_start=1', 'lavfi.black_end=1.04'];
  assert.equal(heard([frame(0), ...edges(0, 319, 0, 179), ...flash])?.black, []);
});

test('bars stand on two sides alike, and are wider than dust', () => {
  const bars = (...at: [number, number, number, number]) => heard([frame(0), ...edges(...at)])?.bars;
  assert.equal(bars(0, 319, 22, 157), { left: 0, right: 0, top: 0.122, bottom: 0.122 });
  assert.equal(bars(40, 279, 0, 179), { left: 0.125, right: 0.125, top: 0, bottom: 0 });
  assert.is(bars(0, 319, 40, 179), undefined, 'a dark sky');
  assert.is(bars(2, 317, 2, 177), undefined, 'dust');
  assert.is(bars(319, 0, 179, 0), undefined, 'all black');
});

test('where no picture came nothing is known', () => assert.is(heard([]), undefined));

const counted = (looked: Partial<Looked>, shown = { start: 0, end: 4 }): string => {
  const looks = noLooks();
  const clip = { path: 'a.mp4', looked: { cuts: [], frozen: [], black: [], ...looked } } as unknown as Clip;
  countLooks(looks, clip, [{ shown }]);
  const { clips, ...groups } = looks;
  assert.is(clips, 1);
  return Object.entries(groups)
    .filter(([, { count }]) => count > 0)
    .map(([name]) => name)
    .join();
};

test('what lies outside of what a sample shows does not count', () => {
  assert.is(counted({ cuts: [2] }), 'cut');
  assert.is(counted({ cuts: [2] }, { start: 2, end: 4 }), '');
  assert.is(counted({ frozen: [[1, 4]] }), 'frozen');
  assert.is(counted({ frozen: [[1, 4]] }, { start: 0, end: 1.5 }), '');
  assert.is(counted({ black: [[0, 0.5]] }), 'black');
  assert.is(counted({ black: [[0, 0.5]] }, { start: 0.5, end: 4 }), '');
});

test('black stands still, and ends with a jump: that is told once', () => {
  assert.is(counted({ cuts: [3], frozen: [[0, 3]], black: [[0, 3]] }), 'black');
});

test.run();
