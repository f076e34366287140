import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stretchesOf } from '../../src/media/captioned.ts';
import type { Video } from '../../src/media/inventory.ts';
import { isLeftOut, type Sampling, sample } from '../../src/media/sampling.ts';
import type { FramePolicy } from '../../src/plan/pipeline.ts';
import { defaults, video } from './videos.ts';

const sampling = suite('sampling');

const target = { count: 81, rate: 16 };
/** The samples of a clip with one caption for all of it, and the one way through it that they need. */
const of = (seen: Video, policy: Partial<FramePolicy> = {}, what = target) => {
  const result = sample({ video: seen, stretches: whole(seen) }, { ...defaults, ...policy }, what);
  if (isLeftOut(result)) throw new Error(`left out: ${result.reason}`);
  const [take] = result.takes;
  if (!take || result.takes.length > 1) throw new Error(`${result.takes.length} takes`);
  return { ...result, take };
};
const why = (seen: Video, policy: Partial<FramePolicy> = {}): string | undefined => {
  const result = sample({ video: seen, stretches: whole(seen) }, { ...defaults, ...policy }, target);
  return isLeftOut(result) ? result.reason : undefined;
};
const starts = ({ windows }: Sampling) => windows.map(({ start, coverage }) => [start, coverage]);
const whole = (seen: Video) => stretchesOf([{ text: 'a bird' }], seen, false);
const round = (value: number): number => Number(value.toFixed(4));

sampling('ten seconds of 30 fps give 160 ticks of 16 fps, and the head shows half of them', () => {
  const result = of(video(30, 300));
  assert.is(result.take.ticks, 160);
  assert.equal(
    result.windows.map(({ start, coverage }) => [start, round(coverage)]),
    [[0, 0.5062]],
  );
  assert.equal([result.take.timing, result.speed], [{ kind: 'hold' }, 1]);
  assert.equal(result.acted, ['above_rate', 'longer']);
  assert.is(result.doubled, 0);
  assert.is(round(result.footage_used), 0.5062);
});

sampling('a clip that is one tick short is held one tick, whatever the policy', () => {
  // 150 frames of 30 fps are 5.000 s: 80 ticks of 16 fps
  for (const shorter of ['reject', 'hold', 'loop', 'retime'] as const) {
    const result = of(video(30, 150), { shorter });
    assert.is(result.take.ticks, 80);
    assert.is(result.take.held, 1);
    assert.is(result.speed, 1);
    assert.equal(starts(result), [[0, 1]]);
    assert.equal(result.acted, ['above_rate']);
  }
});

sampling('a clip that is two ticks short is left out by the default', () => {
  assert.is(why(video(16, 79)), 'shorter');
  assert.is(why(video(16, 80)), undefined);
});

sampling('the clip that is exactly right is taken as it is', () => {
  const result = of(video(16, 81));
  assert.is(result.take.ticks, 81);
  assert.is(result.take.held, 0);
  assert.equal(result.acted, []);
  assert.is(result.doubled, 0);
  assert.is(result.footage_used, 1);
});

sampling('a last frame that stands on the last tick is enough: 151 frames of 29.97 fps give 81 ticks', () => {
  assert.is(of(video(30000 / 1001, 151)).take.ticks, 81);
});

sampling('below the rate frames are doubled by default: 12 to 16 fps doubles every third', () => {
  const result = of(video(12, 96));
  assert.is(result.take.ticks, 128);
  assert.equal(result.acted, ['below_rate', 'longer']);
  // frames 0 … 60 are shown in 81 ticks
  assert.is(result.doubled, 20);
});

sampling('rates within three percent of the target are sampled by time and no policy acts', () => {
  assert.equal(of(video(16.4, 164), { above_rate: { kind: 'reject' } }).acted, ['longer']);
  assert.is(why(video(16.6, 166), { above_rate: { kind: 'reject' } }), 'above-rate');
  assert.equal(of(video(15.6, 156), { below_rate: { kind: 'reject' } }).acted, ['longer']);
  assert.is(why(video(15.4, 154), { below_rate: { kind: 'reject' } }), 'below-rate');
  assert.is(of(video(24000 / 1001, 144), {}, { count: 81, rate: 24 }).speed, 1);
});

sampling('variable rate is sampled by time whatever the policy', () => {
  const phone = video(30, 300, { constant_rate: false });
  assert.equal(of(phone, { above_rate: { kind: 'retime' } }).take.timing, { kind: 'hold' });
  assert.is(why(phone, { above_rate: { kind: 'reject' } }), undefined);
});

sampling('retime keeps every frame: 12 fps plays a third faster, 30 fps at half the speed', () => {
  const faster = of(video(12, 96), { below_rate: { kind: 'retime' } });
  assert.equal(faster.take.timing, { kind: 'stride', every: 1 });
  assert.is(faster.take.ticks, 96);
  assert.is(round(faster.speed), 1.3333);
  assert.is(round(faster.windows[0]?.coverage ?? 0), 0.8438); // 81 of 96 frames
  const slower = of(video(30, 300), { above_rate: { kind: 'retime' } });
  assert.is(slower.take.ticks, 300);
  assert.is(round(slower.speed), 0.5333);
  assert.is(round(slower.windows[0]?.coverage ?? 0), 0.27); // 81 of 300
});

sampling('interpolation makes up frames for as long as the clip lasts', () => {
  const result = of(video(12, 96), { below_rate: { kind: 'interpolate', by: 'motion' } });
  assert.equal(result.take.timing, { kind: 'interpolate', by: 'motion' });
  assert.is(result.take.ticks, 128);
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

sampling('the whole clip can be shown in one sample: at another speed, or from its first picture to its last', () => {
  const result = of(video(30, 300), { longer: { kind: 'retime' } });
  assert.is(result.take.ticks, 81);
  assert.is(round(result.speed), 1.9753); // 10 s in 81/16 s
  assert.equal(starts(result), [[0, 1]]);
  assert.is(result.take.second, 10 / 81);
  const byTime = of(video(30, 300), { longer: { kind: 'span', by: 'time' } });
  assert.is(round(byTime.take.second), round(299 / 30 / 80));
  const byIndex = of(video(30, 300), { longer: { kind: 'span', by: 'index' } });
  assert.equal(byIndex.take.timing, { kind: 'index', first: 0, pictures: 300 });
  for (const each of [byTime, byIndex]) assert.equal(starts(each), [[0, 1]]);
});

sampling('a longer clip can be left out', () => {
  assert.is(why(video(30, 300), { longer: { kind: 'reject' } }), 'longer');
});

sampling('a short clip can be held, looped, or played slower', () => {
  const short = video(16, 40);
  const held = of(short, { shorter: 'hold' });
  assert.equal([held.take.held, held.held], [41, 41]);
  assert.is(held.doubled, 41);
  assert.equal(starts(held), [[0, 1]]);
  const looped = of(short, { shorter: 'loop' });
  assert.equal(looped.take.part, { start: 0, ticks: 40, fill: 'loop' });
  assert.is(looped.doubled, 0);
  const slower = of(short, { shorter: 'retime' });
  assert.is(slower.take.ticks, 81);
  assert.is(round(slower.speed), 0.4938);
  assert.is(slower.doubled, 41);
});

sampling('an interlaced clip gives a picture a field', () => {
  const result = of(video(25, 250, { interlaced: true }), { above_rate: { kind: 'retime' } });
  assert.is(result.take.ticks, 500);
  assert.is(round(result.speed), 0.32);
});

sampling('NTSC rates are meant exactly', () => {
  assert.is(of(video(30000 / 1001, 81), {}, { count: 81, rate: 29.97 }).take.ticks, 81);
});

sampling('a stride keeps every so manieth frame, at the speed that comes nearest', () => {
  const of30 = of(video(30, 300), { above_rate: { kind: 'stride', every: null } });
  assert.equal(of30.take.timing, { kind: 'stride', every: 2 });
  assert.is(of30.take.ticks, 150);
  assert.is(round(of30.speed), 1.0667);
  const every = (rate: number, what = target) =>
    of(video(rate, 20 * rate), { above_rate: { kind: 'stride', every: null } }, what).take.timing;
  assert.equal(every(25), { kind: 'stride', every: 2 });
  assert.equal(every(20), { kind: 'stride', every: 1 });
  assert.equal(every(25, { count: 49, rate: 8 }), { kind: 'stride', every: 3 });
  assert.equal(every(60, { count: 49, rate: 8 }), { kind: 'stride', every: 8 });
  const said = of(video(30, 300), { above_rate: { kind: 'stride', every: 3 } });
  assert.equal([said.take.ticks, said.speed], [100, 1.6]);
});

sampling('a short clip can be played to and fro, and of two frames that is a loop', () => {
  const swung = of(video(16, 40), { shorter: 'boomerang' });
  assert.equal(swung.take.part, { start: 0, ticks: 40, fill: 'boomerang' });
  assert.is(swung.doubled, 0);
  assert.equal(of(video(16, 2), { shorter: 'boomerang' }).take.part?.fill, 'loop');
});

sampling('interlaced clips and those of high dynamic range can be left out', () => {
  assert.is(why(video(25, 250, { interlaced: true }), { interlaced: 'reject' }), 'interlaced');
  for (const transfer of ['smpte2084', 'arib-std-b67']) {
    assert.is(why(video(16, 81, { colour: { transfer } }), { hdr: 'reject' }), 'hdr');
    assert.equal(of(video(16, 81, { colour: { transfer } })).acted, ['hdr']);
  }
  assert.is(why(video(16, 81), { hdr: 'reject', interlaced: 'reject' }), undefined);
});

sampling.run();
