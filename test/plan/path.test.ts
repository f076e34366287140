import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { below, join } from '../../src/plan/file-path.ts';

for (const [folder, path, expected] of [
  ['.', 'birds/**/*.mp4', 'birds/**/*.mp4'],
  ['.', './birds', 'birds'],
  ['.', '.', '.'],
  ['.', '../birds', undefined],
  ['data', 'data/pexels', 'pexels'],
  ['data/', './data/pexels/../drone', 'drone'],
  ['data', 'database', undefined],
  ['..', '../drone', 'drone'],
  ['..', '../../drone', undefined],
  ['..', 'birds', undefined],
  ['/mnt/clips', '/mnt/clips/birds', 'birds'],
  ['/mnt/clips', '/mnt/other', undefined],
  ['/mnt/clips', 'birds', undefined],
  ['.', '/mnt/clips', undefined],
] as const)
  test(`${path} seen from ${folder} is ${expected ?? 'outside'}`, () => assert.is(below(folder, path), expected));

test('a path in a used file starts at the folder of that file, wherever that lies', () => {
  assert.is(join('../clusters', 'work'), '../clusters/work');
  assert.is(join('shared', '..'), '.');
  assert.is(join('shared', './weights'), './shared/weights');
  assert.is(join('..', './weights'), '../weights');
  assert.is(join('/abs/shared', 'work'), '/abs/shared/work');
  assert.is(join('/abs/shared', './weights'), '/abs/shared/weights');
  assert.is(join('shared', '/abs/work'), '/abs/work');
});

test.run();
