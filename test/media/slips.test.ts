import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isOtherLanguage, isOtherScript } from '../../src/media/language.ts';
import { keyOf, seen } from '../../src/media/same.ts';
import { isMarkup, isOpening, isRefusal, saysItsName } from '../../src/media/slips.ts';

const slips = suite('what captions hold that describes no clip');

type Case = readonly [text: string, expected: boolean];

const each = (name: string, test: (text: string) => boolean, cases: readonly Case[]) =>
  slips(name, () => {
    for (const [text, expected] of cases) assert.is(test(text), expected, text);
  });

each('a language model that refuses is known, and a person who is sorry is not', isRefusal, [
  ["I'm sorry, but I can't assist with that.", true],
  ['I’m sorry, the video is not visible.', true],
  ['As an AI language model, I see a bird.', true],
  ['I cannot view videos directly.', true],
  ['a sorry sight: a man says he can not see the ghost as an aide enters', false],
  ['a robot as an airship drifts by', false],
]);

each('records, tags, addresses and placeholders are markup, and punctuation is not', isMarkup, [
  ['{"caption": "a bird"}', true],
  ['["a bird", "a branch"]', true],
  ['<p>a bird</p>', true],
  ['a bird <image> on a branch', true],
  ['see https://x.org/a', true],
  ['```a bird```', true],
  ['a {subject} in {place}', true],
  ['tbd: describe it', true],
  ['a bird [left], 3 < 5 and <3, "hello" {maybe so}', false],
  ['a todo list on a desk', false],
]);

each('openings of language models are known', isOpening, [
  ['The video shows a bird', true],
  ['This clip features a bird', true],
  ['In this video, a bird sings', true],
  ['The scene opens on a lake', true],
  ['The video store is closed and dark', false],
  ['A video camera shows a bird on its screen', false],
  ['The picture hangs on a wall', false],
]);

each('letters of other scripts are known where they are more than a sign in the picture', isOtherScript, [
  ['一只鸟', true],
  ['птица летит', true],
  ['a sign reads 鸟 over the door', false],
  ['Zażółć gęślą jaźń', false],
  ['12:30 – 45 %', false],
]);

each('other languages with Latin letters are known by their smallest words', isOtherLanguage, [
  ['Ein Vogel sitzt auf einem Ast und der Wind ist still', true],
  ['un oiseau est sur une branche et il chante dans les arbres', true],
  ['un pájaro vuela con las alas abiertas por el cielo del norte', true],
  ['a man at Café de la Paix in the rain, with a view of the river', false],
  ['Los Angeles, El Camino del Rey, La Jolla: the sun sets over the sea and the road is empty', false],
  ['bird, branch, sky', false],
]);

slips('a caption that is the name of its file says nothing, however it is spelt', () => {
  assert.ok(saysItsName('Red Kite 02', 'birds/red_kite-02.mp4'));
  assert.ok(saysItsName('0001.mp4', 'birds/0001.mp4'));
  assert.not.ok(saysItsName('a red kite', 'birds/red_kite-02.mp4'));
});

slips('a clip is known again by its content and its caption, among many others', () => {
  const { before } = seen();
  const hex = (number: number) => number.toString(16).padStart(8, '0').repeat(8);
  for (let number = 0; number < 20_000; number++) assert.is(before(keyOf(hex(number), 'a'), 7), undefined);
  for (let number = 0; number < 20_000; number += 999) {
    assert.is(before(keyOf(hex(number), 'a'), 8), 7);
    assert.is(before(keyOf(hex(number), 'b'), 8), undefined);
  }
});

slips.run();
