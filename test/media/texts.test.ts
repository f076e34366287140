import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { countTexts, noTexts } from '../../src/media/texts.ts';

const texts = suite('what captions are like');

const of = (captions: readonly string[], tokens = 226) => {
  const counted = noTexts();
  captions.forEach((text, index) => {
    const clip = { dataset: 'birds', path: `${index}.mp4`, size: 1, fingerprint: '', captions: [{ text }] };
    countTexts(counted, clip, { tokens, trigger: null });
  });
  return counted;
};

texts('a caption of fewer than five words is short', () => {
  assert.equal(of(['a bird', 'a bird on a branch', 'four words it has']).short, {
    count: 2,
    first: ['0.mp4', '2.mp4'],
  });
});

texts('Chinese has no spaces: every two letters are a word', () => {
  assert.is(of(['一只翠鸟从树枝上飞起来']).short.count, 0);
  assert.is(of(['翠鸟']).short.count, 1);
});

texts('a caption is long where it has more words than the model reads tokens', () => {
  assert.is(of(['one two three four five six'], 6).long.count, 0);
  assert.is(of(['one two three four five six seven'], 6).long.count, 1);
});

texts('the vote never says more clips than have the caption', () => {
  const same = Array.from({ length: 70 }, () => 'one for all');
  const own = Array.from({ length: 30 }, (_, index) => `its own, ${index}`);
  for (const captions of [
    [...same, ...own],
    [...own, ...same],
    same.flatMap((text, i) => (i < 30 ? [text, own[i] ?? ''] : [text])),
  ]) {
    const { common, common_at_least: least } = of(captions);
    assert.is(common, 'one for all');
    assert.ok(least >= 40 && least <= 70, String(least));
  }
});

texts('where every caption is another, none is common', () => {
  assert.ok(of(Array.from({ length: 100 }, (_, index) => `its own, ${index}`)).common_at_least <= 1);
});

texts.run();
