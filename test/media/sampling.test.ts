import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Video } from '../../src/media/inventory.ts';
import { isLeftOut, type Sampling, sample } from '../../src/media/sampling.ts';
import type { FramePolicy } from '../../src/plan/pipeline.ts';
import { defaults, video } from './videos.ts';

const sampling = suite('sampling');

const target = { count: 81, rate: 16 };
const of = (seen: Video, policy: Partial<FramePolicy> = {}, what = target): Sampling => {
  const result = sample(seen, { ...defaults, ...policy }, what);
  if (isLeftOut(result)) throw new Error(`left out: ${result.reason}`);
  return result;
};
const why = (seen: Video, policy: Partial<FramePolicy> = {}): string | undefined => {
  const result = sample(seen, { ...defaults, ...policy }, target);
  return isLeftOut(result) ? result.reason : undefined;
};
const round = (value: number): number => Number(value.toFixed(4));

sampling('ten seconds of 30 fps give 160 ticks of 16 fps, and the head shows half of them', () => {
  const result = of(video(30, 300));
  assert.is(result.ticks, 160);
  assert.equal(
    result.windows.map(({ start, coverage }) => [start, round(coverage)]),
    [[0, 0.5062]],
  );
  assert.equal(result.timing, { kind: 'hold', speed: 1 });
  assert.equal(result.acted, ['above_rate', 'longer']);
  assert.is(result.doubled, 0);
  assert.is(round(result.footage_used), 0.5062);
});

sampling('a clip that is one tick short is held one tick, whatever the policy', () => {
  // 150 frames of 30 fps are 5.000 s: 80 ticks of 16 fps
  for (const shorter of ['reject', 'hold', 'loop', 'retime'] as const) {
    const result = of(video(30, 150), { shorter });
    assert.is(result.ticks, 80);
    assert.equal(result.added, { kind: 'hold', ticks: 1 });
    assert.is(result.speed, 1);
    assert.equal(result.windows, [{ start: 0, coverage: 1 }]);
    assert.equal(result.acted, ['above_rate']);
  }
});

sampling('a clip that is two ticks short is left out by the default', () => {
  assert.is(why(video(16, 79)), 'shorter');
  assert.is(why(video(16, 80)), undefined);
});

sampling('the clip that is exactly right is taken as it is', () => {
  const result = of(video(16, 81));
  assert.is(result.ticks, 81);
  assert.equal(result.added, { kind: 'hold', ticks: 0 });
  assert.equal(result.acted, []);
  assert.is(result.doubled, 0);
  assert.is(result.footage_used, 1);
});

sampling('a last frame that stands on the last tick is enough: 151 frames of 29.97 fps give 81 ticks', () => {
  assert.is(of(video(30000 / 1001, 151)).ticks, 81);
});

sampling('below the rate frames are doubled by default: 12 to 16 fps doubles every third', () => {
  const result = of(video(12, 96));
  assert.is(result.ticks, 128);
  assert.equal(result.acted, ['below_rate', 'longer']);
  // frames 0 … 60 are shown in 81 ticks
  assert.is(result.doubled, 20);
});

sampling('rates within three percent of the target are sampled by time and no policy acts', () => {
  assert.equal(of(video(16.4, 164), { above_rate: 'reject' }).acted, ['longer']);
  assert.is(why(video(16.6, 166), { above_rate: 'reject' }), 'above-rate');
  assert.equal(of(video(15.6, 156), { below_rate: 'reject' }).acted, ['longer']);
  assert.is(why(video(15.4, 154), { below_rate: 'reject' }), 'below-rate');
  assert.equal(of(video(24000 / 1001, 144), {}, { count: 81, rate: 24 }).timing, { kind: 'hold', speed: 1 });
});

sampling('variable rate is sampled by time whatever the policy', () => {
  const phone = video(30, 300, { constant_rate: false });
  assert.equal(of(phone, { above_rate: 'retime' }).timing, { kind: 'hold', speed: 1 });
  assert.is(why(phone, { above_rate: 'reject' }), undefined);
});

sampling('retime keeps every frame: 12 fps plays a third faster, 30 fps at half the speed', () => {
  const faster = of(video(12, 96), { below_rate: 'retime' });
  assert.equal(faster.timing, { kind: 'one-to-one' });
  assert.is(faster.ticks, 96);
  assert.is(round(faster.speed), 1.3333);
  assert.is(round(faster.windows[0]?.coverage ?? 0), 0.8438); // 81 of 96 frames
  const slower = of(video(30, 300), { above_rate: 'retime' });
  assert.is(slower.ticks, 300);
  assert.is(round(slower.speed), 0.5333);
  assert.is(round(slower.windows[0]?.coverage ?? 0), 0.27); // 81 of 300
});

sampling('interpolation makes up frames for as long as the clip lasts', () => {
  const result = of(video(12, 96), { below_rate: 'interpolate' });
  assert.equal(result.timing, { kind: 'interpolate', speed: 1 });
  assert.is(result.ticks, 128);
  assert.is(result.doubled, 0);
});

sampling('the middle leaves as much before as after', () => {
  assert.equal(
    of(video(30, 300), { longer: { kind: 'middle' } }).windows.map(({ start }) => start),
    [39],
  );
});

sampling('windows touch, and stop at the most', () => {
  // a minute of 24 fps at 8 fps: 480 ticks
  const minute = video(24, 1440);
  const eight = { count: 49, rate: 8 };
  const nine = of(minute, { longer: { kind: 'windows', stride: 49, most: 99 } }, eight);
  assert.equal(
    nine.windows.map(({ start }) => start),
    [0, 49, 98, 147, 196, 245, 294, 343, 392],
  );
  assert.is(round(nine.footage_used), 0.9187);
  const three = of(minute, { longer: { kind: 'windows', stride: 20, most: 3 } }, eight);
  assert.equal(
    three.windows.map(({ start }) => start),
    [0, 20, 40],
  );
  assert.is(round(three.footage_used), 0.1854); // 89 of 480 ticks: overlaps count once
});

sampling('span shows the whole clip, faster', () => {
  const result = of(video(30, 300), { longer: { kind: 'span' } });
  assert.is(result.ticks, 81);
  assert.is(round(result.speed), 1.9753); // 10 s in 81/16 s
  assert.equal(result.windows, [{ start: 0, coverage: 1 }]);
  assert.equal(result.timing, { kind: 'hold', speed: 10 / (81 / 16) });
});

sampling('a longer clip can be left out', () => {
  assert.is(why(video(30, 300), { longer: { kind: 'reject' } }), 'longer');
});

sampling('a short clip can be held, looped, or played slower', () => {
  const short = video(16, 40);
  const held = of(short, { shorter: 'hold' });
  assert.equal(held.added, { kind: 'hold', ticks: 41 });
  assert.is(held.doubled, 41);
  assert.equal(held.windows, [{ start: 0, coverage: 1 }]);
  const looped = of(short, { shorter: 'loop' });
  assert.equal(looped.added, { kind: 'loop', ticks: 41 });
  assert.is(looped.doubled, 0);
  const slower = of(short, { shorter: 'retime' });
  assert.is(slower.ticks, 81);
  assert.is(round(slower.speed), 0.4938);
  assert.is(slower.doubled, 41);
});

sampling('an interlaced clip gives a picture a field', () => {
  const result = of(video(25, 250, { interlaced: true }), { above_rate: 'retime' });
  assert.is(result.ticks, 500);
  assert.is(round(result.speed), 0.32);
});

sampling('NTSC rates are meant exactly', () => {
  assert.is(of(video(30000 / 1001, 81), {}, { count: 81, rate: 29.97 }).ticks, 81);
});

sampling.run();
