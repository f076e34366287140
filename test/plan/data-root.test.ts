import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dataRoot } from '../../src/plan/data-root.ts';

const cases: [videos: string[], root: string][] = [
  [[], '.'],
  [['clips'], '.'],
  [['clips/**/*.mp4', 'more/a.mp4'], '.'],
  [['/data/clips'], '/data/clips'],
  [['/data/clips/*.mp4', '/data/more'], '/data'],
  [['/data/clips/a.mp4'], '/data/clips'],
  [['/a', '/b'], '/'],
  [['../clips'], '../clips'],
  [['../clips/a', '../clips/b/**'], '../clips'],
  [['../../x', '../y'], '../..'],
  [['../x', 'y'], '..'],
  [['clips', '/data/clips'], '.'],
];

for (const [videos, root] of cases)
  test(`the root of ${videos.join(' and ') || 'nothing'} is ${root}`, () => assert.is(dataRoot(videos), root));

test.run();
