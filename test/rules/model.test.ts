import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { found, pipeline, said } from './support.ts';

const model = suite('rules on the model');

const frames = (name: string, words: string) => pipeline({ model: name, more: [`frames { ${words} }`] });

for (const [name, count, expected] of [
  ['cogvideox-2b-t2v', 49, []],
  ['cogvideox-2b-t2v', 48, ['error frame-count']],
  ['cogvideox-2b-t2v', 81, ['error frame-count']],
  ['cogvideox-2b-t2v', 33, ['note untrained-count']],
  ['cogvideox-5b-i2v', 33, ['error frame-count']],
  ['cogvideox-1.5-5b-t2v', 81, []],
  ['cogvideox-1.5-5b-t2v', 161, []],
  ['cogvideox-1.5-5b-t2v', 49, ['note untrained-count']],
  ['cogvideox-1.5-5b-t2v', 57, ['error frame-count']],
  ['cogvideox-1.5-5b-t2v', 177, ['error frame-count']],
  ['tiny-cogvideox-1.5-5b-t2v', 9, []],
  ['tiny-cogvideox-1.5-5b-t2v', 81, ['error frame-count']],
] as const)
  model(`${name} on ${count} frames`, () => assert.equal(found(frames(name, `count = ${count}`)), expected));

model('a wrong count names the legal ones next to it', () => {
  const help = (name: string, count: number) => said(frames(name, `count = ${count}`)).split('frames. ')[1];
  assert.is(help('cogvideox-1.5-5b-t2v', 80), 'Use 65 or 81 (a multiple of 16, plus 1).');
  assert.is(help('cogvideox-5b-t2v', 81), 'Use 49 (the most that it takes).');
  assert.is(help('cogvideox-5b-t2v', 2), 'Use 49 (what it was trained on).');
  assert.is(help('cogvideox-5b-i2v', 41), 'Use 49 (its only count).');
});

for (const [name, size, expected] of [
  ['cogvideox-2b-t2v', '640x480', ['warning frame-size']],
  ['cogvideox-5b-t2v', '640x480', ['warning frame-size']],
  ['cogvideox-5b-t2v', '480x720', ['error portrait-size']],
  ['cogvideox-5b-t2v', '721x480', ['error size-not-divisible']],
  ['cogvideox-5b-i2v', '640x480', ['error fixed-size']],
  ['cogvideox-5b-i2v', '480x720', ['error fixed-size']],
  ['cogvideox-1.5-5b-t2v', '1024x576', ['warning frame-size']],
  ['cogvideox-1.5-5b-t2v', '768x1360', ['error portrait-size']],
  ['cogvideox-1.5-5b-i2v', '1024x768', []],
  ['cogvideox-1.5-5b-i2v', '768x768', []],
  ['cogvideox-1.5-5b-i2v', '768x1360', ['warning portrait-size']],
  ['cogvideox-1.5-5b-i2v', '1376x768', ['warning frame-size']],
  ['cogvideox-1.5-5b-i2v', '1024x576', ['warning frame-size']],
  ['tiny-cogvideox-1.5-5b-i2v', '64x32', []],
] as const)
  model(`${name} at ${size}`, () => assert.equal(found(frames(name, `size = ${size}`)), expected));

model('where sizes may vary, the nearest legal one keeps the shape', () => {
  const help = (size: string) => said(frames('cogvideox-1.5-5b-i2v', `size = ${size}`)).split('Write ')[1];
  assert.is(help('1024x576'), 'size = 1360x768.');
  assert.is(help('640x480'), 'size = 1024x768.');
  assert.is(help('1080x1920'), 'size = 768x1360.');
});

for (const [rate, expected] of [
  [16, []],
  [15, ['note frame-rate']],
  [24, ['warning frame-rate']],
  [8, ['error frame-rate']],
  [32, ['error frame-rate']],
] as const)
  model(`1.5 at ${rate} fps`, () =>
    assert.equal(found(frames('cogvideox-1.5-5b-t2v', `rate = ${rate} fps`)), expected),
  );

model('frames of the model whose weights are named have one cause: the name of the model', () => {
  const named = (words: string) =>
    pipeline({
      model: 'cogvideox-1.5-5b-t2v { weights = "THUDM/CogVideoX-5b" }',
      more: [`frames { ${words} }`],
    });
  const its = named('count = 49, rate = 8 fps, size = 720x480');
  assert.equal(found(its), ['error weights-of-another-model']);
  assert.match(said(its), 'Write model cogvideox-5b-t2v, or weights = "zai-org/CogVideoX1.5-5B".');
  // Frames that fit neither model are a mistake of their own.
  assert.equal(found(named('count = 81, rate = 12 fps, size = 1360x768')), [
    'error weights-of-another-model',
    'warning frame-rate',
  ]);
});

model.run();
