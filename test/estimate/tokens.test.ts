import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isLegalCount, nearestCounts, tokensOf } from '../../src/estimate/tokens.ts';
import { models } from '../../src/models/models.ts';

const native = Object.entries(models).map(([name, model]): [string, ReturnType<typeof tokensOf>] => [
  name,
  tokensOf(model, model.frames.native, model.sizes.native),
]);

test('the native clips have the token counts of the models', () => {
  assert.equal(
    native.map(([name, { latent_frames, padded_frames, video, sequence }]) => [
      name,
      latent_frames,
      padded_frames,
      video,
      sequence,
    ]),
    [
      ['cogvideox-2b-t2v', 13, 13, 17_550, 17_776],
      ['cogvideox-5b-t2v', 13, 13, 17_550, 17_776],
      ['cogvideox-5b-i2v', 13, 13, 17_550, 17_776],
      ['cogvideox-1.5-5b-t2v', 21, 22, 44_880, 45_106],
      ['cogvideox-1.5-5b-i2v', 21, 22, 44_880, 45_106],
      ['tiny-cogvideox-2b-t2v', 3, 3, 18, 34],
      ['tiny-cogvideox-5b-t2v', 3, 3, 18, 34],
      ['tiny-cogvideox-5b-i2v', 3, 3, 18, 34],
      ['tiny-cogvideox-1.5-5b-t2v', 3, 4, 12, 28],
      ['tiny-cogvideox-1.5-5b-i2v', 3, 4, 12, 28],
    ],
  );
});

test('ten seconds of 1.5 are 42 padded latents and 85,906 tokens', () => {
  const { latent_frames, padded_frames, sequence } = tokensOf(models['cogvideox-1.5-5b-t2v'], 161, {
    width: 1360,
    height: 768,
  });
  assert.equal([latent_frames, padded_frames, sequence], [41, 42, 85_906]);
});

test('the latents of a native clip of 1.5 are 170 wide and 96 high', () => {
  const { latent_size } = tokensOf(models['cogvideox-1.5-5b-t2v'], 81, { width: 1360, height: 768 });
  assert.equal(latent_size, { width: 170, height: 96 });
});

const near = (name: keyof typeof models, count: number) => nearestCounts(models[name].frames, count);

test('the nearest legal counts lie below and above, inside the range', () => {
  assert.equal(near('cogvideox-5b-t2v', 48), [41, 49]);
  assert.equal(near('cogvideox-5b-t2v', 81), [49]);
  assert.equal(near('cogvideox-5b-t2v', 1), [9]);
  assert.equal(near('cogvideox-1.5-5b-t2v', 49 + 8), [49, 65]);
  assert.equal(near('cogvideox-1.5-5b-t2v', 500), [161]);
  assert.equal(near('cogvideox-5b-i2v', 33), [49]);
  assert.equal(near('tiny-cogvideox-1.5-5b-t2v', 12), [9, 17]);
  assert.equal(near('tiny-cogvideox-5b-i2v', 12), [9]);
});

test('the legal counts of a model are those of its card', () => {
  const legal = (name: keyof typeof models) =>
    Array.from({ length: 200 }, (_, count) => count).filter((count) => isLegalCount(models[name].frames, count));
  assert.equal(legal('cogvideox-2b-t2v'), [9, 17, 25, 33, 41, 49]);
  assert.equal(legal('cogvideox-1.5-5b-t2v'), [17, 33, 49, 65, 81, 97, 113, 129, 145, 161]);
  assert.equal(legal('cogvideox-5b-i2v'), [49]);
  assert.equal(legal('tiny-cogvideox-1.5-5b-i2v'), [9, 17]);
});

test.run();
