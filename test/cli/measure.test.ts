import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { check } from '../../src/check.ts';
import { readMeasured } from '../../src/cli/disk/measured.ts';
import type { Compiled } from '../../src/cli/run/compiled.ts';
import { noteMeasured } from '../../src/cli/run/measure.ts';
import { entries } from '../../src/emit/plan-json.ts';
import { measuredOf } from '../../src/estimate/measured.ts';

const text =
  'model cogvideox-5b-t2v\ndataset "a.b" { videos = "birds" }\ntrain { length = 1000 steps }\ncluster { gpu = a100-80gb }\n';

/** A run of a compiled pipeline whose log has these lines. */
const ran = (lines: readonly string[]): { readonly compiled: Compiled; readonly file: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'cogx-measured-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'run.cogx');
  writeFileSync(file, text);
  mkdirSync(join(folder, 'build/run'), { recursive: true });
  mkdirSync(join(folder, 'runs/run/log'), { recursive: true });
  writeFileSync(join(folder, 'runs/run/log/metrics.jsonl'), lines.join('\n'));
  const checked = check({ file: 'run.cogx', text, read: () => undefined });
  const values = Object.fromEntries(entries(checked).map(([path, value]) => [path, { value }]));
  writeFileSync(join(folder, 'build/run/plan.json'), JSON.stringify({ values }));
  const compiled = { outputs: join(folder, 'build/run'), folder, source: 'run.cogx', run: join(folder, 'runs/run') };
  return { compiled: compiled as Compiled, file };
};

const update = (number: number, seconds: number): string =>
  JSON.stringify({ update: number, loss: 0.1, seconds, memory_gib: 20 });

test('the middle of the updates of the last start is noted, without its first ones', () => {
  const first = [1, 2, 3, 4, 5].map((number) => update(number, 90));
  const second = [4, 5, 6, 7, 8].map((number, index) => update(number, [70, 50, 41, 40, 42][index] ?? 0));
  const { compiled, file } = ran([...first, ...second, '{"update": 8, "held_out_loss": 0.2}', '{"update": 9, "sec']);
  assert.is(noteMeasured(compiled), join(compiled.folder, 'run.measured.json'));
  const { plan } = check({ file: 'run.cogx', text, read: () => undefined });
  const found = readMeasured(file);
  assert.ok(typeof found === 'object');
  const { when } = found.measured;
  assert.equal(found.measured, measuredOf(plan, { seconds: 41, updates: 3, memory_gib: 20, when }));
});

test('too few updates say nothing, and no file is written', () => {
  const { compiled, file } = ran([1, 2, 3, 4].map((number) => update(number, 90)));
  assert.is(noteMeasured(compiled), undefined);
  assert.is(readMeasured(file), undefined);
});

test('a file that cogx run has not written is told by name', () => {
  const { file } = ran([]);
  writeFileSync(file.replace('.cogx', '.measured.json'), '{"seconds": -1}');
  assert.match(String(readMeasured(file)), 'run.measured.json is not as cogx run writes it');
  assert.match(readFileSync(file, 'utf8'), 'cogvideox');
});

test.run();
