import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { slurmTime } from '../../src/emit/launch/sbatch.ts';
import { outputsOf, pipeline, textAt, written } from './launch-words.ts';

const says = (command: string, words: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
};

const clusters = [
  'gpu = cpu',
  'gpus_per_node = 8, gpu = a100-80gb, shard = zero2',
  'nodes = 2, gpus_per_node = 8, gpu = a100-80gb\n  launch ssh { hosts = ["a", "b"], interface = "eth0" }',
  'nodes = 2, gpus_per_node = 8, gpu = a100-80gb\n  launch slurm { partition = gpu, time = 30 h, before = """\nmodule load cuda\nexport A=1\n""" }',
  'gpu = cpu\n  launch slurm',
];

for (const cluster of clusters) {
  test(`bash and shellcheck find nothing: ${cluster.split('\n').join(' ')}`, () => {
    const text = pipeline(cluster, cluster.includes('a100') ? 'precision = bf16' : '');
    const folder = written(text);
    const scripts = [...outputsOf(text).keys()].filter((path) => /\.(sh|sbatch)$/.test(path));
    assert.ok(scripts.includes('launch.sh'));
    for (const script of scripts) assert.is(says('bash', ['-n', join(folder, script)]), '', script);
    assert.is(
      says(
        'shellcheck',
        scripts.map((script) => join(folder, script)),
      ),
      '',
    );
  });
}

const optionsOf = (text: string, path: string): readonly string[] =>
  textAt(outputsOf(text), path)
    .split('\n')
    .filter((line) => line.startsWith('#SBATCH'))
    .map((line) => line.slice('#SBATCH '.length));

const slurm = (more: string): string =>
  pipeline(`nodes = 2, gpus_per_node = 8, gpu = a100-80gb\n  launch slurm { ${more} }`, 'precision = bf16');

test('the training job has one task a node, all its GPUs, and a signal before its end', () => {
  assert.equal(
    optionsOf(slurm('partition = gpu, time = 30 h, gpu_type = "a100", cpus_per_task = 96'), 'train.sbatch'),
    [
      '--job-name=birds',
      '--nodes=2',
      '--ntasks-per-node=1',
      '--gpus-per-node=a100:8',
      '--cpus-per-task=96',
      '--partition=gpu',
      '--time=1-06:00:00',
      '--requeue',
      '--signal=B:USR1@300',
      '--open-mode=append',
    ],
  );
});

test('clips are prepared by a task for each node, and encoded by one for each GPU', () => {
  const text = slurm('cpus_per_task = 96, account = "lab", qos = "long", constraint = "ib"');
  const shared = ['--account=lab', '--qos=long', '--constraint=ib', '--requeue'];
  assert.equal(optionsOf(text, 'prepare.sbatch').slice(1), [
    '--array=0-1',
    '--nodes=1',
    '--ntasks-per-node=1',
    '--cpus-per-task=96',
    ...shared,
  ]);
  assert.equal(optionsOf(text, 'encode.sbatch').slice(1), [
    '--array=0-15',
    '--nodes=1',
    '--ntasks-per-node=1',
    '--gpus-per-node=1',
    '--cpus-per-task=12',
    ...shared,
  ]);
});

test("the author's own lines stand in every job, with or without their mark, before the first command", () => {
  const text = slurm('lines = ["--mem=0", "#SBATCH --reservation=spring"], before = "module load cuda"');
  for (const path of ['prepare.sbatch', 'encode.sbatch', 'train.sbatch']) {
    assert.equal(optionsOf(text, path).slice(-2), ['--mem=0', '--reservation=spring'], path);
    const lines = textAt(outputsOf(text), path).split('\n');
    const first = lines.findIndex((line) => line !== '' && !line.startsWith('#'));
    assert.not(
      lines.slice(first).some((line) => line.startsWith('#SBATCH')),
      path,
    );
  }
});

test('lines that the cluster needs first stand on every node', () => {
  const outputs = outputsOf(slurm('before = "module load cuda"'));
  for (const path of ['launch.sh', 'prepare.sbatch', 'encode.sbatch'])
    assert.match(textAt(outputs, path), /\nmodule load cuda\n\nset -euo pipefail\n/, path);
});

test('seconds are written as Slurm writes a time', () => {
  assert.equal([90, 3600, 86_399, 86_400, 108_000, 604_801].map(slurmTime), [
    '00:01:30',
    '01:00:00',
    '23:59:59',
    '1-00:00:00',
    '1-06:00:00',
    '7-00:00:01',
  ]);
});

test.run();
