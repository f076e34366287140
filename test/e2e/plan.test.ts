import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { python } from '../diagnostics/support.ts';
import { root } from '../support.ts';
import { cogx, folder } from './cogx.ts';

/** The examples, where their plans may leave something behind. */
const examples = (): string => {
  const where = folder();
  cpSync(join(root, 'examples'), join(where, 'examples'), { recursive: true });
  return join(where, 'examples');
};

const where = examples();

test('the plan of the birds fits 100 columns, and begins with the answers', () => {
  const { code, out, err } = cogx(where, 'plan', 'birds/birds.cogx');
  assert.equal([code, err], [0, '']);
  assert.equal(
    out.split('\n').filter((line) => line.length > 100),
    [],
  );
  assert.match(out, /^ {2}ok {4}memory {4}fits: [\d.]+ GiB of 79\.2 on a100-80gb$/m);
  const order = ['memory', 'time', 'price', 'disk', 'learning', 'data'].map((asks) => out.indexOf(` ${asks} `));
  assert.equal(
    order,
    [...order].sort((one, other) => one - other),
  );
  assert.ok((order.at(-1) ?? 0) < out.indexOf('FINDINGS'));
});

test('--format json is a document of the published schema, and nothing else is written', () => {
  const documents = ['birds/birds.cogx', 'quickstart/quickstart.cogx'].map((file) => {
    const { out, err } = cogx(where, 'plan', file, '--format', 'json');
    assert.is(err, '');
    return JSON.parse(out);
  });
  const schema = join(root, 'docs/schema/plan-1.json');
  assert.equal(
    python(
      'diagnostics/by_schema.py',
      documents.map((document) => ({ schema, document })),
    ),
    [],
  );
});

test('a profile and --set are planned, and the page says so', () => {
  const { out } = cogx(where, 'plan', 'birds/birds.cogx', '--profile', 'smoke', '--set', 'seed=7');
  assert.match(out, /birds\/birds\.cogx, profile smoke\. A trial/);
  assert.match(out, /seed +7 +--set seed=7/);
});

const text = (words: string): string =>
  `model cogvideox-5b-t2v\ndataset birds { videos = "birds" }\ntrain {\n  length = 1000 steps\n  adapter = none  # all of it\n  ${words}\n}\ncluster {\n  gpus_per_node = 8\n  gpu = a100-40gb\n}\n`;

test('--fit --fix writes what fits: the file checks clean, and keeps its global batch', () => {
  const run = folder();
  writeFileSync(join(run, 'run.cogx'), text('global_batch = 32'));
  assert.is(cogx(run, 'plan', 'run.cogx').code, 1);
  const told = cogx(run, 'plan', 'run.cogx', '--fit');
  assert.match(told.out, /WHAT FITS WITH THE SAME GLOBAL BATCH/);
  const fixed = cogx(run, 'plan', 'run.cogx', '--fit', '--fix');
  assert.is(fixed.code, 0, fixed.err);
  const after = readFileSync(join(run, 'run.cogx'), 'utf8');
  assert.match(after, 'global_batch = 32');
  assert.match(after, '# all of it');
  assert.is(cogx(run, 'check', 'run.cogx', '--deny', 'warning').code, 0);
  const again = cogx(run, 'plan', 'run.cogx', '--fit', '--fix');
  assert.match(again.err, 'fits as it is');
  assert.is(readFileSync(join(run, 'run.cogx'), 'utf8'), after);
});

test('what a run has measured is used, and a file that is none of ours is told', () => {
  const run = folder();
  const file = join(run, 'run.cogx');
  writeFileSync(file, text('global_batch = 32'));
  const { time } = JSON.parse(cogx(run, 'plan', 'run.cogx', '--format', 'json').out);
  const measured = {
    ...{ schema: 1, seconds: 90, updates: 20, flops: time.flops.update, memory_gib: 30, model: 'cogvideox-5b-t2v' },
    ...{ gpu: 'a100-40gb', gpus: 8, nodes: 1, shard: 'ddp', compile: false, when: '2026-01-01' },
  };
  writeFileSync(join(run, 'run.measured.json'), JSON.stringify(measured));
  const { out } = cogx(run, 'plan', 'run.cogx');
  assert.match(out, 'A run measured 90 s an update; this plan rests on it.');
  writeFileSync(join(run, 'run.measured.json'), '{}');
  assert.match(cogx(run, 'plan', 'run.cogx').err, 'run.measured.json is not as cogx run writes it');
});

test('what can not be planned ends with its exit code and a sentence', () => {
  const run = folder();
  mkdirSync(join(run, 'parts'));
  writeFileSync(join(run, 'parts/part.cogx'), 'cluster { gpu = a100-80gb }\n');
  assert.equal(cogx(run, 'plan', 'none.cogx').code, 2);
  const part = cogx(run, 'plan', 'parts/part.cogx');
  assert.is(part.code, 1);
  assert.match(part.err, 'says no length of training');
  assert.is(cogx(run, 'plan', 'parts/part.cogx', '--fix').code, 2);
});

test('--html writes one page', () => {
  const { code } = cogx(where, 'plan', 'birds/birds.cogx', '--html', 'plan.html');
  assert.is(code, 0);
  const page = readFileSync(join(where, 'plan.html'), 'utf8');
  assert.match(page, '<!doctype html>');
  assert.not.match(page, /<script|https?:\/\/[^"]*\.(js|css)/);
});

test.run();
