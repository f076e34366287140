import { spawnSync } from 'node:child_process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { root } from './support.ts';

const says = (command: string, ...words: string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: root, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
};

test('TypeScript finds nothing', () => {
  assert.is(says('node_modules/.bin/tsc', '-p', '.'), '');
});

test('Biome finds nothing', () => {
  assert.is(says('node_modules/.bin/biome', 'check', '.'), '');
});

test.run();
