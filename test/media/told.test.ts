import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../../src/check.ts';
import { sha256 } from '../../src/cli/disk/sha256.ts';
import { compile } from '../../src/compile.ts';
import { isExcluded } from '../../src/media/exclude.ts';
import { clips } from '../../src/rules/examples.ts';
import { templates } from '../support.ts';

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

const prompts = (captions: string, exclude = '') => {
  const pipeline = text(captions).replace('videos = "birds"', `videos = "birds"${exclude}`);
  const found = compile(
    {
      file: 'a.cogx',
      text: pipeline,
      read: () => undefined,
      clips: () => [...clips(3), ...clips(1, { captions: [] }, 4)],
    },
    { templates: templates(), sha256, version: '0' },
  ).outputs.find(({ path }) => path === 'clips.tsv');
  const [, ...lines] = [...(found?.text ?? [])].join('').trim().split('\n');
  return lines.map((line) => `${line.split('\t')[1]} ${line.split('\t')[8]}`);
};

test('the trigger stands before every caption, those that the pipeline gives too', () => {
  const own = (number: number) => `["brdx a bird takes off from branch 000${number}"]`;
  assert.equal(prompts('captions { trigger = brdx, missing = "a bird" }'), [
    `birds/0001.mp4 ${own(1)}`,
    `birds/0002.mp4 ${own(2)}`,
    `birds/0003.mp4 ${own(3)}`,
    'birds/0004.mp4 ["brdx a bird"]',
  ]);
});

test('clips that a dataset excludes are left out, though the inventory has them', () => {
  const left = (exclude: string) =>
    prompts('captions { missing = "a bird" }', `, exclude = ${exclude}`).map((line) => line.slice(0, 14));
  assert.equal(left('"birds/0002.mp4"'), ['birds/0001.mp4', 'birds/0003.mp4', 'birds/0004.mp4']);
  assert.equal(left('["birds/*1.mp4", "**/0002.*"]'), ['birds/0003.mp4', 'birds/0004.mp4']);
});

const patterns: readonly (readonly [string, string, boolean])[] = [
  ['a', 'a/b.mp4', true],
  ['a', 'ab.mp4', false],
  ['a/*.mp4', 'a/c/b.mp4', false],
  ['a/**/*.mp4', 'a/b.mp4', true],
  ['a/**/*.mp4', 'a/c/d/b.mp4', true],
  ['./a/b (1)+.mp4', 'a/b (1)+.mp4', true],
  ['**/{b,c}-?.mp4', 'a/c-x.mp4', true],
  ['**/{b,c}-?.mp4', 'a/d-x.mp4', false],
];

for (const [pattern, path, out] of patterns)
  test(`${path} is ${out ? '' : 'not '}left out by ${pattern}`, () => assert.is(isExcluded(path, [pattern]), out));

test.run();
