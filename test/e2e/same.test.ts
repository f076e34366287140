import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rules } from '../../src/rules/rules.ts';
import { root } from '../support.ts';
import { bundle, folder } from './cogx.ts';

const test = suite('the bundle beside the sources');

/** Every example of every rule that is a text by itself. */
const texts = rules.flatMap(({ code, bad, good, quiet = [] }) =>
  [bad, good, ...quiet].flatMap((example, index) =>
    typeof example === 'string' ? [{ name: `${code}-${index}.cogx`, text: example }] : [],
  ),
);

test('both find the same, of every example and of waivers that nothing uses', () => {
  const where = folder();
  const waived = texts.map(({ name, text }) => ({
    name: `waived-${name}`,
    text: `# cogx-allow ${name.replace(/-\d+\.cogx$/, '')}: a trial\n${text}`,
  }));
  const files = [...texts, ...waived];
  mkdirSync(join(where, 'texts'));
  for (const { name, text } of files) writeFileSync(join(where, 'texts', name), text);
  /** What it finds, one finding a line. */
  const said = (...program: readonly string[]): readonly string[] => {
    const words = [...program, 'check', '--format', 'json', ...files.map(({ name }) => `texts/${name}`)];
    const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: where, encoding: 'utf8', maxBuffer: 2 ** 27 });
    assert.is(stderr.split('\n')[0], '');
    return stdout.replaceAll('},{', '},\n{').split('\n');
  };
  const ours = said('--import', join(root, 'node_modules/tsx/dist/esm/index.mjs'), join(root, 'src/cli/main.ts'));
  assert.ok(ours.length > 1000);
  const theirs = said(bundle());
  assert.equal(ours.filter((line, index) => theirs[index] !== line).slice(0, 3), []);
  assert.is(theirs.length, ours.length);
});

test.run();
