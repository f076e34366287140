import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { askPython, launched, outputsOf, pipeline, textAt, written } from './launch-words.ts';

/** What accelerate's own loaders make of the emitted files: keys that it ignores can be seen nowhere else. */

const accelerate = suite('accelerate');

type Resolved = {
  readonly launcher: 'simple' | 'torchrun' | 'deepspeed';
  readonly command: readonly string[] | null;
  readonly script: string;
  readonly torchrun: Readonly<Record<string, string | number | null>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly fsdp: Readonly<Record<string, unknown>> | null;
};

type Shape = { readonly nodes: number; readonly per_node: number; readonly launcher: Resolved['launcher'] };

const shapes: Readonly<Record<string, Shape & { readonly cluster: string; readonly train?: string }>> = {
  'one process on the CPU': { cluster: 'gpu = cpu', nodes: 1, per_node: 1, launcher: 'simple' },
  'two processes on the CPU': { cluster: 'gpu = cpu, gpus_per_node = 2', nodes: 1, per_node: 2, launcher: 'torchrun' },
  'ZeRO-2 on the CPU': {
    cluster: 'gpu = cpu, gpus_per_node = 2, shard = zero2',
    nodes: 1,
    per_node: 2,
    launcher: 'deepspeed',
  },
  'one GPU': { cluster: 'gpu = a100-80gb', train: 'precision = bf16', nodes: 1, per_node: 1, launcher: 'simple' },
  'a GPU of unknown kind': {
    cluster: 'nodes = 1',
    train: 'precision = fp32',
    nodes: 1,
    per_node: 1,
    launcher: 'simple',
  },
  'eight GPUs': {
    cluster: 'gpu = a100-80gb, gpus_per_node = 8',
    train: 'precision = bf16',
    nodes: 1,
    per_node: 8,
    launcher: 'torchrun',
  },
  'two nodes of eight GPUs': {
    cluster: 'gpu = a100-80gb, nodes = 2, gpus_per_node = 8',
    train: 'precision = bf16',
    nodes: 2,
    per_node: 8,
    launcher: 'torchrun',
  },
  'three nodes of one GPU': {
    cluster: 'gpu = a100-80gb, nodes = 3',
    train: 'precision = bf16',
    nodes: 3,
    per_node: 1,
    launcher: 'torchrun',
  },
  'ZeRO-1 on one GPU': {
    cluster: 'gpu = a100-80gb, shard = zero1',
    train: 'precision = bf16',
    nodes: 1,
    per_node: 1,
    launcher: 'deepspeed',
  },
  'FSDP on two nodes of eight GPUs': {
    cluster: 'gpu = h100, nodes = 2, gpus_per_node = 8, shard = fsdp',
    train: 'precision = bf16, adapter = none',
    nodes: 2,
    per_node: 8,
    launcher: 'torchrun',
  },
  'FSDP that offloads': {
    cluster: 'gpu = h100, gpus_per_node = 4\n  shard fsdp { offload = all }',
    train: 'precision = bf16, adapter = none',
    nodes: 1,
    per_node: 4,
    launcher: 'torchrun',
  },
  'ZeRO-2 on four nodes of eight GPUs': {
    cluster: 'gpu = h100, nodes = 4, gpus_per_node = 8, shard = zero2',
    train: 'precision = bf16',
    nodes: 4,
    per_node: 8,
    launcher: 'deepspeed',
  },
};

/** The last node of each: its rank must reach torchrun. */
const node = (nodes: number): Record<string, string> =>
  nodes === 1 ? {} : { NODE_RANK: String(nodes - 1), MASTER_ADDR: 'alpha', MASTER_PORT: '23456' };

const folders = new Map<string, string>();
let resolved: Record<string, Resolved> = {};

accelerate.before(() => {
  const cases: Record<string, readonly string[]> = {};
  for (const [name, { cluster, train, nodes }] of Object.entries(shapes)) {
    const folder = written(pipeline(cluster, train));
    folders.set(name, folder);
    const { words } = launched(folder, node(nodes));
    assert.equal(words.slice(0, 2), ['-m', 'accelerate.commands.launch'], name);
    cases[name] = words.slice(2);
  }
  resolved = askPython<Resolved>('resolve.py', cases);
});

for (const [name, { nodes, per_node, launcher }] of Object.entries(shapes)) {
  accelerate(`${name}: what reaches torchrun is what the pipeline says`, () => {
    const { launcher: chosen, torchrun, script } = resolved[name] as Resolved;
    assert.is(chosen, launcher);
    assert.is(script, join(folders.get(name) ?? '', 'train.py'));
    if (launcher === 'simple') return;
    assert.is(String(torchrun.nproc_per_node), String(per_node));
    if (nodes === 1) {
      assert.match(String(torchrun.nnodes), /^1(:1)?$/);
      return;
    }
    assert.is(String(torchrun.nnodes), String(nodes));
    assert.is(torchrun.node_rank, nodes - 1);
    assert.is(torchrun.rdzv_backend, 'static');
    assert.is(torchrun.rdzv_endpoint, 'alpha:23456');
    assert.is(torchrun.rdzv_conf, 'timeout=1800');
  });
}

accelerate('one machine draws a free port, so that two runs fit on it', () => {
  const ports = ['two processes on the CPU', 'eight GPUs', 'ZeRO-2 on the CPU'].map(
    (name) => resolved[name]?.torchrun.master_port,
  );
  for (const port of ports) assert.ok(Number(port) > 1023, String(port));
  assert.not(ports.includes('29500'));
});

accelerate('a single process on the CPU is told so, and DeepSpeed never: it would fall back to DDP', () => {
  assert.is(resolved['one process on the CPU']?.environment.ACCELERATE_USE_CPU, 'True');
  assert.is(resolved['one GPU']?.environment.ACCELERATE_USE_CPU, 'False');
  assert.is(resolved['ZeRO-2 on the CPU']?.environment.ACCELERATE_USE_CPU, undefined);
});

accelerate('DeepSpeed finds its file whatever the working directory', () => {
  for (const name of ['ZeRO-2 on the CPU', 'ZeRO-1 on one GPU', 'ZeRO-2 on four nodes of eight GPUs']) {
    const { environment, command } = resolved[name] as Resolved;
    assert.is(environment.ACCELERATE_DEEPSPEED_CONFIG_FILE, join(folders.get(name) ?? '', 'deepspeed.json'));
    assert.is(environment.ACCELERATE_USE_DEEPSPEED, 'true');
    assert.is(environment.ACCELERATE_DEEPSPEED_ZERO3_INIT, 'false');
    assert.is(command, null, 'torchrun starts the workers, not pdsh');
  }
});

accelerate('FSDP is the second one, in blocks of the transformer, and offloads where the pipeline says so', () => {
  const plugin = {
    version: 2,
    reshards: true,
    wraps: ['CogVideoXBlock'],
    offloads: 'OffloadPolicy', // of torch: none
    computes_in: 'torch.bfloat16',
    state: 'SHARDED_STATE_DICT',
    spares_memory: false,
    checkpoints: false,
  };
  assert.equal(resolved['FSDP on two nodes of eight GPUs']?.fsdp, plugin);
  assert.equal(resolved['FSDP that offloads']?.fsdp, { ...plugin, offloads: 'CPUOffloadPolicy' });
  assert.is(resolved['eight GPUs']?.fsdp, null);
});

accelerate('nothing that deepspeed.json says is said to accelerate too, which would refuse it', () => {
  const refused = /gradient|zero_stage|offload|zero3_save|mixed_precision/;
  for (const [name, { launcher }] of Object.entries(shapes)) {
    if (launcher !== 'deepspeed') continue;
    const fields = resolved[name]?.environment.ACCELERATE_CONFIG_DS_FIELDS ?? '';
    assert.ok(fields.length > 0);
    assert.not(refused.test(fields), fields);
  }
});

accelerate('the precision of the pipeline reaches the workers', () => {
  assert.is(resolved['one GPU']?.environment.ACCELERATE_MIXED_PRECISION, 'bf16');
  assert.is(resolved['eight GPUs']?.environment.ACCELERATE_MIXED_PRECISION, 'bf16');
  assert.is(resolved['a GPU of unknown kind']?.environment.ACCELERATE_MIXED_PRECISION, 'no');
});

accelerate('rank and address stand in no file: they differ from node to node', () => {
  const text = textAt(outputsOf(pipeline('gpu = a100-80gb, nodes = 2', 'precision = bf16')), 'accelerate.json');
  assert.not.match(text, /machine_rank|main_process/);
});

accelerate.run();
