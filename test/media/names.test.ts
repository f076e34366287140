import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { clipId } from '../../src/media/clip-id.ts';
import { printClip, readClip } from '../../src/media/clip-line.ts';
import { exactRate, fractionOf, printRate } from '../../src/media/rate.ts';
import { clip, video } from './videos.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const names = suite('names, hashes and lines');

names('an id holds no letter that a file system or a shell minds', () => {
  const id = (path: string) => clipId({ dataset: 'birds', path }, sha256).replace(/-[0-9a-f]{12}$/, '-#');
  assert.is(id('data/clip.mp4'), 'clip-#');
  assert.is(id('data/with space & "quote".tar.mp4'), 'with_space_quote_tar-#');
  assert.is(id(`data/${'x'.repeat(251)}.mp4`), `${'x'.repeat(60)}-#`);
  assert.is(id('data/-y\n.mp4'), '-y_-#');
  assert.is(id('視頻.mp4'), '_-#');
});

names('ids keep apart what would be called the same', () => {
  const ids = ['a.mp4', 'a.mkv', 'sub/a.mp4', 'A.mp4'].map((path) => clipId({ dataset: 'birds', path }, sha256));
  ids.push(clipId({ dataset: 'cats', path: 'a.mp4' }, sha256));
  assert.is(new Set(ids).size, 5);
});

names('a clip survives its line', () => {
  for (const each of [clip('a\n"b"\t.mp4', video(25, 100)), clip('c.mp4', undefined, [])])
    assert.equal(readClip(printClip(each)), each);
});

names('a line that is no clip says why', () => {
  assert.is(readClip('{"dataset":'), 'it is no JSON');
  assert.is(readClip('{"dataset":"a","captions":[]}'), 'it has neither or both of video and damage');
  const line = printClip(clip('a.mp4', video(25, 100)));
  assert.is(readClip(line.replace('"frames":100', '"frames":"100"')), 'its frames is no number');
});

names('rates are the quotients that people mean', () => {
  assert.is(printRate(fractionOf(16)), '16');
  assert.is(printRate(fractionOf(23.976)), '24000/1001');
  assert.is(printRate(fractionOf(29.97)), '30000/1001');
  assert.is(printRate(fractionOf(12.5)), '25/2');
  assert.is(exactRate(59.94), 60000 / 1001);
});

names.run();
