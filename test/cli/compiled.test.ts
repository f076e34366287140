import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findPlaces } from '../../src/cli/run/compiled.ts';
import { folder } from '../e2e/cogx.ts';

const finding = suite('a compiled folder');

const values = {
  name: 'birds',
  seed: 42,
  'storage.data': '.',
  'storage.work': 'work',
  'storage.runs': 'runs',
  'frames.count': 49,
  'frames.rate': 8,
  'frames.size': { width: 720, height: 480 },
};

/** Makes the folder of a run of birds.cogx, which lies in each of `above`; gives the folder that its clips are looked for in. */
const rootOf = (outputs: string, above: readonly string[]): string => {
  mkdirSync(outputs, { recursive: true });
  const said = Object.entries(values).map(([path, value]) => [path, { value }]);
  writeFileSync(join(outputs, 'plan.json'), JSON.stringify({ source: 'birds.cogx', values: Object.fromEntries(said) }));
  writeFileSync(join(outputs, 'clips.tsv'), '');
  for (const each of above) writeFileSync(join(each, 'birds.cogx'), '');
  const places = findPlaces(outputs);
  return typeof places === 'string' ? places : places.data;
};

finding('has its clips where its file lies: the nearest one, where a folder above has a copy', () => {
  const root = folder();
  assert.is(rootOf(join(root, 'build/birds'), [root]), root);
  const deep = join(root, 'deep');
  assert.is(rootOf(join(deep, 'out'), [root, deep]), deep);
});

finding('has its clips where the person stands, where its file lies elsewhere', () => {
  assert.is(rootOf(join(folder(), 'build/birds'), []), process.cwd());
});

finding.run();
