import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cogx, folder } from './cogx.ts';

const tired = [
  '# written at two in the morning',
  'use ../clusters/one.cogx',
  'model cogvideox-1.5-5b-t2v   # the model of the paper',
  'frames {',
  '  cuont: 81   # keep',
  '  rate = 16',
  '  size = 1360 x 768',
  '}',
  'dataset birds { videos = data/*.mp4 }',
  'train {',
  '  length = 1000 updates,',
  '  gradient_checkpointing = "true"',
  '  # cogx-allow alpha-scale: as in the paper',
  '  adapter lora { rank = 128, alpha = 16 }',
  '  schedule constant { warmup = 900 steps }',
  '}',
  '',
].join('\n');

const rested = [
  '# written at two in the morning',
  'use "../clusters/one.cogx"',
  'model cogvideox-1.5-5b-t2v   # the model of the paper',
  'frames {',
  '  count = 81   # keep',
  '  rate = 16 fps',
  '  size = 1360x768',
  '}',
  'dataset birds { videos = "data/*.mp4" }',
  'train {',
  '  length = 1000 steps,',
  '  gradient_checkpointing = true',
  '  # cogx-allow alpha-scale: as in the paper',
  '  adapter lora { rank = 128, alpha = 16 }',
  '  schedule constant { warmup = 900 steps }',
  '}',
  '',
].join('\n');

const withFiles = (text = tired): string => {
  const made = folder();
  mkdirSync(join(made, 'runs'));
  mkdirSync(join(made, 'clusters'));
  writeFileSync(join(made, 'runs/birds.cogx'), text);
  writeFileSync(join(made, 'clusters/one.cogx'), 'cluster { gpu = cpu, gpus_per_nod = 1 }\n');
  return made;
};

test('--fix mends a file and what it uses, says so, and keeps every comment', () => {
  const where = withFiles();
  const { code, out, err } = cogx(where, 'check', '--fix', 'runs/birds.cogx');
  assert.is(readFileSync(join(where, 'runs/birds.cogx'), 'utf8'), rested);
  assert.is(readFileSync(join(where, 'clusters/one.cogx'), 'utf8'), 'cluster { gpu = cpu, gpus_per_node = 1 }\n');
  assert.match(err, 'fixed: runs/birds.cogx:6: Write `16 fps` instead of `16`. [wrong-value]\n');
  assert.match(err, 'fixed: clusters/one.cogx:1: Write `gpus_per_node` instead of `gpus_per_nod`. [unknown-word]\n');
  assert.match(out, '[warmup-too-long]');
  assert.match(out, '1 waived');
  assert.match(out, '--fix --unsafe mends 1 of them.');
  assert.is(code, 0);
  assert.equal(readdirSync(join(where, 'runs')), ['birds.cogx']);
});

test('a second --fix changes nothing, and --unsafe mends the rest', () => {
  const where = withFiles(rested);
  writeFileSync(join(where, 'clusters/one.cogx'), 'cluster { gpu = cpu }\n');
  assert.is(cogx(where, 'check', '--fix', 'runs/birds.cogx').err, '');
  const { out, err } = cogx(where, 'check', '--fix', '--unsafe', 'runs/birds.cogx');
  assert.is(err, 'fixed: runs/birds.cogx:15: Write `50 steps` instead of `900 steps`. [warmup-too-long]\n');
  assert.match(out, /^runs\/birds\.cogx: .*1 waived/m);
  assert.is(readFileSync(join(where, 'runs/birds.cogx'), 'utf8'), rested.replace('900', '50'));
});

test('a mended file keeps its rights, and a link stays one', () => {
  const where = withFiles();
  chmodSync(join(where, 'runs/birds.cogx'), 0o640);
  symlinkSync('runs/birds.cogx', join(where, 'link.cogx'));
  symlinkSync('clusters', join(where, 'runs/clusters'));
  cogx(where, 'check', '--fix', 'runs/birds.cogx');
  assert.is(statSync(join(where, 'runs/birds.cogx')).mode & 0o777, 0o640);
  writeFileSync(
    join(where, 'runs/birds.cogx'),
    rested.replace('rate = 16 fps', 'rate = 16').replace('../', 'clusters/../'),
  );
  cogx(where, 'check', '--fix', 'link.cogx');
  assert.match(readFileSync(join(where, 'runs/birds.cogx'), 'utf8'), 'rate = 16 fps');
});

test('a document for machines stays one, and flags that do not go together are told', () => {
  const where = withFiles();
  const { out } = cogx(where, 'check', '--fix', '--format', 'json', 'runs/birds.cogx');
  const document = JSON.parse(out) as { findings: { code: string }[]; waived: { code: string; reason: string }[] };
  assert.ok(document.findings.every(({ code }) => !['wrong-value', 'unknown-word'].includes(code)));
  assert.equal(
    document.waived.map(({ code, reason }) => [code, reason]),
    [['alpha-scale', 'as in the paper']],
  );
  for (const [words, sentence] of [
    [['--unsafe'], 'error: --unsafe goes with --fix.'],
    [['--fix', '--set', 'seed=7'], 'error: --fix mends files, and --set stands in none.'],
  ] as const) {
    const { code, err } = cogx(where, 'check', 'runs/birds.cogx', ...words);
    assert.is(code, 2);
    assert.match(err, sentence);
  }
});

test('a file that is not UTF-8 is left as it is', () => {
  const where = withFiles();
  const bytes = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from(`\n${tired}`)]);
  writeFileSync(join(where, 'runs/birds.cogx'), bytes);
  assert.match(cogx(where, 'check', '--fix', 'runs/birds.cogx').err, 'runs/birds.cogx is not UTF-8');
  assert.ok(readFileSync(join(where, 'runs/birds.cogx')).equals(bytes));
});

test.run();
