import { spawnSync } from 'node:child_process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { outputsOf, pipeline, textAt } from './launch-words.ts';

const readme = suite('README');

const clusters = {
  'one process': 'gpu = cpu',
  'ZeRO on one machine': 'gpu = cpu, gpus_per_node = 2, shard = zero2',
  'two hosts': 'gpu = cpu, nodes = 2\n  launch ssh { hosts = ["alpha", "beta"], user = "me", port = 23456 }',
  'two machines without names': 'gpu = cpu, nodes = 2',
  Slurm: 'gpu = cpu, nodes = 2\n  launch slurm',
};

for (const [name, cluster] of Object.entries(clusters)) {
  const outputs = outputsOf(pipeline(cluster));
  const text = textAt(outputs, 'README.md');

  readme(`${name}: it lists every file that is written, and no other`, () => {
    const table = text.slice(text.indexOf('| file | is |'));
    const listed = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, path]) => path);
    assert.equal(listed.sort(), [...outputs.keys(), 'manifest.json'].filter((path) => path !== 'README.md').sort());
  });

  readme(`${name}: bash reads its commands`, () => {
    const blocks = [...text.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
    assert.ok(blocks.length >= 3);
    const { status, stderr } = spawnSync('bash', ['-n'], { input: blocks.join('\n'), encoding: 'utf8' });
    assert.is(status, 0, stderr);
  });

  readme(`${name}: it names only files that are written, and nothing of templates is left`, () => {
    for (const [, path = ''] of text.matchAll(/\$out\/([\w.]+)/g)) assert.ok(outputs.has(path), path);
    assert.not.match(text, /\{\{|\}\}|undefined|null|NaN/);
  });
}

const linesOf = (cluster: string): readonly string[] => textAt(outputsOf(pipeline(cluster)), 'README.md').split('\n');

readme('each host has its line: its number, and where the first one is', () => {
  const lines = linesOf(clusters['two hosts']).filter((line) => line.startsWith('ssh '));
  const rest = "MASTER_ADDR=alpha MASTER_PORT=23456 bash '$out/launch.sh'\"";
  assert.equal(lines, [
    `ssh me@alpha "cd '$PWD' && COGX_PYTHON=.venv/bin/python NNODES=2 NODE_RANK=0 ${rest}`,
    `ssh me@beta "cd '$PWD' && COGX_PYTHON=.venv/bin/python NNODES=2 NODE_RANK=1 ${rest}`,
  ]);
});

readme('hosts without names stand as words to be filled in', () => {
  const lines = linesOf(clusters['two machines without names']).filter((line) => line.startsWith('ssh '));
  assert.equal(
    lines.map((line) => line.split(' ')[1]),
    ['HOST0', 'HOST1'],
  );
});

readme('the numbers of the plan stand in it', () => {
  const table = linesOf('gpu = cpu, gpus_per_node = 2').filter((line) => /^\| [a-z]/.test(line));
  assert.equal(table.slice(0, 9), [
    '| trained | a LoRA of rank 128, alpha 128 |',
    '| one sample | 9 frames of 48x32, 16 a second: 0.563 s |',
    '| samples | not counted: compiled without an inventory |',
    '| one update | 8 samples (1 on a process x 2 processes x 4 batches added up) |',
    '| length | 20 updates |',
    '| learning rate | 1e-4, constant, after 1 update of warm-up |',
    '| machines | one machine, on the CPU, with 2 processes |',
    '| precision | fp32 |',
    '| seed | 42 |',
  ]);
});

readme.run();
