import { existsSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { chooser } from '../../src/cli/run/prepared/choose.ts';
import { stripOf } from '../../src/cli/run/prepared/pictures.ts';
import { folder } from '../e2e/cogx.ts';
import { ffmpeg, h264 } from '../e2e/make-clips.ts';

const where = folder();
const film = async (name: string, shape: string, seconds: number): Promise<string> => {
  const source = `testsrc2=s=${shape}:r=8:d=${seconds}`;
  await ffmpeg(where, ['-f', 'lavfi', '-i', source, ...h264, '-preset', 'ultrafast', name]);
  return join(where, name);
};

test('a clip of a minute has its eight pictures from its keyframes, one of seconds from its frames', async () => {
  for (const [name, seconds] of [
    ['minute.mp4', 60],
    ['short.mp4', 3],
  ] as const) {
    const video = await film(name, '320x180', seconds);
    const strip = await stripOf({ video, seconds, kept: join(where, `${name}.jpg`) });
    assert.is(strip?.height, 72);
    assert.ok(Math.abs((strip?.width ?? 0) - 8 * 128) < 40, `${strip?.width}`);
    assert.ok(existsSync(join(where, `${name}.jpg`)));
  }
});

test('upright clips have narrow pictures', async () => {
  const video = await film('portrait.mp4', '180x320', 2);
  const strip = await stripOf({ video, seconds: 2, kept: join(where, 'portrait.jpg') });
  assert.ok((strip?.width ?? 999) < 400, `${strip?.width}`);
});

test('a strip is kept until its video changes', async () => {
  const video = await film('kept.mp4', '320x180', 2);
  const kept = join(where, 'kept.jpg');
  const draw = async () => {
    await stripOf({ video, seconds: 2, kept });
    return statSync(kept).mtimeMs;
  };
  const first = await draw();
  assert.is(await draw(), first);
  const later = new Date(Date.now() + 60_000);
  utimesSync(video, later, later);
  assert.ok((await draw()) > first);
});

test('what is no video, or not there, has no strip', async () => {
  writeFileSync(join(where, 'text.mp4'), 'no video');
  const of = (name: string) => stripOf({ video: join(where, name), seconds: 2, kept: join(where, 'none.jpg') });
  assert.is(await of('text.mp4'), undefined);
  assert.is(await of('absent.mp4'), undefined);
  assert.not.ok(existsSync(join(where, 'none.jpg')));
});

const drawn = (seed: number): readonly number[] => {
  const { offer, chosen } = chooser<number>({ most: 60, seed });
  for (let index = 0; index < 10_000; index++) offer({ of: index, name: `${index}`, coverage: index / 10_000 });
  return chosen(60);
};

test('half of the samples shown are the worst, the others are drawn by the seed from all', () => {
  const [one, other] = [drawn(1), drawn(2)];
  assert.equal(
    one.slice(0, 30),
    Array.from({ length: 30 }, (_, index) => index),
  );
  assert.is(new Set(one).size, 60);
  assert.equal(drawn(1), one);
  assert.not.equal(other.slice(30), one.slice(30));
  const mean = one.slice(30).reduce((sum, each) => sum + each, 0) / 30;
  assert.ok(mean > 2500 && mean < 7500, `${mean}`);
});

test.run();
