import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stretchesOf } from '../../src/media/captioned.ts';
import type { Video } from '../../src/media/inventory.ts';
import { isLeftOut, sample } from '../../src/media/sampling.ts';
import { shownBy } from '../../src/media/shown.ts';
import type { FramePolicy } from '../../src/plan/pipeline.ts';
import { defaults, video } from './videos.ts';

const shown = suite('what each tick shows');

const count = 17;

/** What the first sample of a clip shows, and how many of its frames were counted as doubled. */
const of = (seen: Video, policy: Partial<FramePolicy> = {}) => {
  const stretches = stretchesOf([{ text: 'a bird' }], seen, false);
  const sampling = sample({ video: seen, stretches }, { ...defaults, ...policy }, { count, rate: 16 });
  if (isLeftOut(sampling)) throw new Error(sampling.reason);
  const [take] = sampling.takes;
  const [window] = sampling.windows;
  if (!take || !window) throw new Error('no window');
  return { ticks: shownBy(seen, take, { start: window.start, count }), doubled: sampling.doubled };
};

const pictures = (seen: Video, policy: Partial<FramePolicy> = {}) =>
  of(seen, policy).ticks.map(({ picture }) => Number(picture.toFixed(3)));

shown('pictures of an even rate are known by number', () => {
  assert.equal(pictures(video(30, 90)), [0, 1, 3, 5, 7, 9, 11, 13, 15, 16, 18, 20, 22, 24, 26, 28, 30]);
  assert.equal(pictures(video(12, 36)), [0, 0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12]);
  assert.equal(
    pictures(video(30, 90), { above_rate: { kind: 'stride', every: 3 } }),
    Array.from({ length: count }, (_, tick) => 3 * tick),
  );
  const made = pictures(video(12, 36), { below_rate: { kind: 'interpolate', by: 'motion' } });
  assert.equal(made.slice(0, 5), [0, 0.75, 1.5, 2.25, 3]);
});

shown('what fills a short clip', () => {
  const short = video(16, 6);
  const row = (shorter: FramePolicy['shorter']) => pictures(short, { shorter }).join(' ');
  assert.is(row('hold'), '0 1 2 3 4 5 5 5 5 5 5 5 5 5 5 5 5');
  assert.is(row('loop'), '0 1 2 3 4 5 0 1 2 3 4 5 0 1 2 3 4');
  assert.is(row('boomerang'), '0 1 2 3 4 5 4 3 2 1 0 1 2 3 4 5 4');
});

shown('the frames that were counted as doubled are those that come twice', () => {
  const rates = [3, 5, 12, 15.7, 16, 16.3, 24, 25, 29.97, 50];
  const policies: readonly Partial<FramePolicy>[] = [
    {},
    { longer: { kind: 'span', by: 'index' }, shorter: 'hold' },
    { longer: { kind: 'span', by: 'time' }, shorter: 'loop' },
    { longer: { kind: 'retime' }, shorter: 'retime', above_rate: { kind: 'stride', every: null } },
  ];
  for (const rate of rates)
    for (const frames of [Math.ceil(rate * 0.6), Math.ceil(rate * 4)])
      for (const policy of policies) {
        const { ticks, doubled } = of(video(rate, Math.max(2, frames)), { shorter: 'hold', ...policy });
        const twice = ticks.filter(({ picture }, tick) => tick > 0 && picture === ticks[tick - 1]?.picture);
        assert.is(doubled, twice.length, `${frames} frames of ${rate}, ${JSON.stringify(policy)}`);
      }
});

shown.run();
