import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { outputsOf, pipeline, textAt } from './launch-words.ts';

/**
 * Mistakes of other tools' users that cannot be written in cogx, since one value of the plan feeds every file: here the
 * files are read back and compared. The numbers M… are rows of docs/mistakes.md.
 */

const oneValue = suite('one value');

/** Numbers that stand for nothing else. */
const train =
  'precision = bf16, batch_per_gpu = 2, accumulate = 3, max_grad_norm = 0.625, schedule cosine { warmup = 7 steps }';

const shapes = {
  'ZeRO-2 on two nodes of eight': ['gpu = h100, nodes = 2, gpus_per_node = 8, shard = zero2\n  launch slurm', 2, 8],
  'ZeRO-1 on one node of four': ['gpu = h100, gpus_per_node = 4, shard = zero1', 1, 4],
  'DDP on three nodes of eight': ['gpu = h100, nodes = 3, gpus_per_node = 8\n  launch slurm', 3, 8],
  'one GPU': ['gpu = h100', 1, 1],
} as const;

/** What an emitted file says, by file and name. */
const read = (cluster: string) => {
  const outputs = outputsOf(pipeline(cluster, train));
  const at = (path: string) => textAt(outputs, path);
  const number = (path: string, name: string): number => {
    const found = new RegExp(`^${name}=? ?=? ?([0-9.e-]+)`, 'm').exec(at(path));
    if (!found) throw new Error(`${path} does not say ${name}`);
    return Number(found[1]);
  };
  return {
    accelerate: JSON.parse(at('accelerate.json')) as Record<string, number | string>,
    deepspeed: outputs.has('deepspeed.json') ? (JSON.parse(at('deepspeed.json')) as Record<string, number>) : undefined,
    plan: JSON.parse(at('plan.json')) as {
      schedule: Record<string, number>;
      values: Record<string, { value: unknown }>;
    },
    train: at('train.py'),
    constant: (name: string) => number('train.py', name),
    launch: at('launch.sh'),
    nodes: number('launch.sh', 'nodes'),
    readme: at('README.md'),
    job: outputs.has('train.sbatch') ? at('train.sbatch') : undefined,
  };
};

for (const [name, [cluster, nodes, per_node]] of Object.entries(shapes)) {
  const processes = nodes * per_node;
  const files = read(cluster);

  oneValue(`${name}: the processes are those of all nodes together, everywhere (M031)`, () => {
    assert.is(files.accelerate.num_processes, processes);
    assert.is(files.accelerate.num_machines, nodes);
    assert.is(files.constant('PROCESSES'), processes);
    assert.is(files.nodes, nodes);
    if (files.job) {
      assert.match(files.job, new RegExp(`^#SBATCH --nodes=${nodes}$`, 'm'));
      assert.match(files.job, new RegExp(`^#SBATCH --gpus-per-node=${per_node}$`, 'm'));
      assert.match(files.job, /^#SBATCH --ntasks-per-node=1$/m);
    }
    assert.not.match(files.launch, /num_processes|num_machines|mixed_precision/);
  });

  oneValue(`${name}: accumulation and micro batch are one number each (M028)`, () => {
    assert.is(files.constant('ACCUMULATE'), 3);
    assert.is(files.constant('BATCH_PER_GPU'), 2);
    if (!files.deepspeed) return;
    assert.is(files.deepspeed.gradient_accumulation_steps, 3);
    assert.is(files.deepspeed.train_micro_batch_size_per_gpu, 2);
  });

  oneValue(`${name}: the global batch is their product with the processes (M054)`, () => {
    assert.is(files.constant('GLOBAL_BATCH'), 2 * 3 * processes);
    assert.is(files.plan.values['train.global_batch']?.value, 2 * 3 * processes);
    assert.ok(files.readme.includes(`| ${2 * 3 * processes} samples (2 on a GPU x ${processes} GPU`));
    assert.is(files.deepspeed?.train_batch_size ?? 'auto', 'auto');
  });

  oneValue(`${name}: gradients are clipped to one norm, which DeepSpeed is told too (M050)`, () => {
    assert.is(files.constant('MAX_GRAD_NORM'), 0.625);
    assert.is(files.deepspeed?.gradient_clipping ?? 0.625, 0.625);
  });

  oneValue(`${name}: the learning rate counts updates, whatever the number of processes (M008)`, () => {
    assert.is(files.constant('UPDATES'), 20);
    assert.is(files.constant('WARMUP'), 7);
    assert.equal(files.plan.schedule, { updates: 20, warmup: 7, samples: null });
    // A scheduler that accelerate prepares ticks once for each process.
    assert.not.match(files.train, /lr_scheduler|get_scheduler|LambdaLR|scheduler\.step/);
  });

  oneValue(`${name}: chance hangs on the position in the stream, and no rank draws what another does (M049)`, () => {
    assert.match(files.train, /default_rng\(\[SEED, 1, position\]\)/);
    assert.not.match(files.train, /set_seed|randn|torch\.rand|manual_seed\(SEED \+/);
  });
}

oneValue('what differs between one node and three is said in machine files, and in constants of the cluster', () => {
  const lines = (cluster: string) => new Set(read(cluster).train.split('\n'));
  const [one, three] = [
    lines('gpu = h100, gpus_per_node = 8'),
    lines('gpu = h100, gpus_per_node = 8, nodes = 3\n  launch slurm'),
  ];
  assert.equal(
    [...three].filter((line) => !one.has(line)),
    ['GLOBAL_BATCH = 144  # samples of all GPUs in one update', 'PROCESSES = 24  # one for each GPU'],
  );
});

oneValue.run();
