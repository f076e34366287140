import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../../src/check.ts';
import { clips } from '../../src/rules/examples.ts';

const text = (captions: string): string =>
  `model cogvideox-5b-t2v\n${captions}\ndataset birds { videos = "birds" }\ntrain { length = 1000 steps }\n`;

const seen = (captions: string) => {
  const inventory = [...clips(3), ...clips(2, { captions: [] }, 4)];
  const { survey } = check({ file: 'a.cogx', text: text(captions), read: () => undefined, clips: () => inventory });
  return { captionless: survey?.datasets.birds?.captionless.count, kept: survey?.datasets.birds?.kept };
};

test('clips without a caption are left out', () => {
  assert.equal(seen(''), { captionless: 2, kept: 3 });
});

test('clips without a caption are kept where the pipeline says what they show', () => {
  assert.equal(seen('captions { missing = "a bird" }'), { captionless: 0, kept: 5 });
});

test.run();
