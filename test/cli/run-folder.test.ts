import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lookFrom } from '../../src/cli/disk/run-folder.ts';
import { folder } from '../e2e/cogx.ts';

const looking = suite('what a check sees of this disk');

const runWith = (files: Readonly<Record<string, string>>): string => {
  const root = folder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
};

looking('checkpoints are told in order, and what is half written is none', () => {
  const runs = runWith({
    'birds/checkpoints/step-000500/state.json': '{}',
    'birds/checkpoints/step-000250/state.json': '{}',
    'birds/checkpoints/step-001000.part/state.json': '{}',
    'birds/run.json': JSON.stringify({ hash: 'x', training: { seed: 42 } }),
  });
  assert.equal(lookFrom('.').run(runs, 'birds'), { checkpoints: [250, 500], training: { seed: 42 } });
});

looking('where no run is, nothing is said', () => {
  assert.is(lookFrom('.').run(folder(), 'birds'), undefined);
});

looking('a broken record says nothing, and breaks nothing', () => {
  for (const text of ['', '{', '[]', '{"training": 3}'])
    assert.equal(lookFrom('.').run(runWith({ 'birds/run.json': text }), 'birds'), { checkpoints: [] });
});

looking('folders are found from the folder of the file', () => {
  const root = runWith({ 'weights/model_index.json': '{}' });
  assert.equal(lookFrom(root).names('./weights'), ['model_index.json']);
  assert.is(lookFrom(root).names('./elsewhere'), undefined);
});

looking.run();
