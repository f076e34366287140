import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { slurmTime } from '../../src/emit/launch/sbatch.ts';
import { launched, outputsOf, pipeline, textAt, written } from './launch-words.ts';

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
  'nodes = 2, gpus_per_node = 8, gpu = a100-80gb\n  launch slurm { before = "module load apptainer", container apptainer { image = "my torch.sif", mounts = ["/a b", "/c"] } }',
  'gpu = a100-80gb\n  launch slurm { container pyxis { image = "nvcr.io#nvidia/pytorch" } }\n}\nstorage { scratch = "/local disk"',
  'gpu = cpu\n  launch slurm { python = "/opt/it\'s here/python" }\n}\nenvironment { NCCL_DEBUG = "it\'s $HOME" }\npass_env = [HF_TOKEN]\nstorage {',
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

const environment = (cluster: string): string =>
  `${pipeline(cluster)}\nenvironment { NCCL_DEBUG = INFO, HF_HOME = "it's $HOME", OMP_NUM_THREADS = 3 }\npass_env = [HF_TOKEN]\n`;

test('variables of the file win over those of the script, and one that is passed on by name is asked for', () => {
  const folder = written(environment('gpu = cpu'));
  const { environment: seen } = launched(folder, { HF_TOKEN: 'abc', NCCL_DEBUG: 'TRACE' });
  const { NCCL_DEBUG, HF_HOME, OMP_NUM_THREADS, HF_TOKEN } = seen as Record<string, string>;
  assert.equal([NCCL_DEBUG, HF_HOME, OMP_NUM_THREADS, HF_TOKEN], ['INFO', "it's $HOME", '3', 'abc']);
  const { status, stderr } = launched(folder);
  assert.is.not(status, 0);
  assert.match(stderr, 'HF_TOKEN: is not set here, and pass_env of the pipeline names it');
});

test('jobs of Slurm have the variables too, and take over by name what is no word of any file', () => {
  const outputs = outputsOf(environment('gpu = cpu\n  launch slurm { python = "/opt/python" }'));
  for (const path of ['launch.sh', 'prepare.sbatch', 'encode.sbatch']) {
    const text = textAt(outputs, path);
    assert.match(text, /\nexport COGX_PYTHON=\/opt\/python\nexport NCCL_DEBUG=INFO\n/, path);
    assert.match(text, ': "${HF_TOKEN:?', path);
  }
  assert.match(textAt(outputs, 'submit.sh'), /: "\$\{HF_TOKEN:\?.*\nexport SBATCH_EXPORT=ALL/);
});

test('other hosts get what is passed on by its name alone', () => {
  const text = textAt(outputsOf(environment('nodes = 2, gpu = cpu\n  launch ssh { hosts = ["a", "b"] }')), 'README.md');
  assert.match(text, 'ssh -o SendEnv=HF_TOKEN a ');
  assert.match(text, 'These must be set, and stand in no file: HF_TOKEN.');
});

test('the signal to save comes as early as the file says', () => {
  const text = pipeline('gpu = cpu\n  launch slurm', 'checkpoint { before_end = 2 min }');
  assert.ok(optionsOf(text, 'train.sbatch').includes('--signal=B:USR1@120'));
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
