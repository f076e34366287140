import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { below } from '../../src/plan/path.ts';

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

test.run();
