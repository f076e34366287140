import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { askPython, outputsOf, pipeline, textAt } from './launch-words.ts';

/** DeepSpeed's own reader judges the emitted file, which it does with every unknown key inside its blocks. */

const deepspeed = suite('deepspeed');

type Seen = Readonly<Record<string, unknown>>;

const batch = 'batch_per_gpu = 2, accumulate = 3, max_grad_norm = 0.5';

const shapes = {
  'ZeRO-1 in bf16 on eight GPUs': [
    'gpu = a100-80gb, gpus_per_node = 8, shard = zero1',
    `precision = bf16, ${batch}`,
    8,
  ],
  'ZeRO-2 in bf16 on two nodes': [
    'gpu = h100, nodes = 2, gpus_per_node = 8, shard = zero2',
    `precision = bf16, ${batch}`,
    16,
  ],
  'ZeRO-2 with its optimizer in the memory of the host': [
    'gpu = h100, gpus_per_node = 8\n  shard zero2 { offload = optimizer }',
    `precision = bf16, ${batch}`,
    8,
  ],
  'ZeRO-3 with everything in the memory of the host': [
    'gpu = h100, gpus_per_node = 8\n  shard zero3 { offload = all }',
    `adapter = none, precision = bf16, ${batch}`,
    8,
  ],
  'ZeRO-2 in fp32 on the CPU': ['gpu = cpu, gpus_per_node = 2, shard = zero2', `precision = fp32, ${batch}`, 2],
} as const;

const texts = Object.fromEntries(
  Object.entries(shapes).map(([name, [cluster, train]]) => [
    name,
    textAt(outputsOf(pipeline(cluster, train)), 'deepspeed.json'),
  ]),
);

/** Everything that may be said beyond what cogx says itself. */
const said = `
deepspeed {
  zero_optimization {
    contiguous_gradients = false, overlap_comm = false, reduce_scatter = false, reduce_bucket_size = 5e7
    allgather_partitions = false, allgather_bucket_size = 3e7, use_multi_rank_bucket_allreduce = false
    round_robin_gradients = true, ignore_unused_parameters = false
  }
  bf16 { immediate_grad_update = true, check_grad_overflow = false }
  data_types { grad_accum_dtype = bf16 }
  communication_data_type = fp32, prescale_gradients = true, gradient_predivide_factor = 2.0
  dump_state = true, memory_breakdown = true, wall_clock_breakdown = true
  flops_profiler { enabled = true, profile_step = 2, module_depth = -1, top_modules = 3, detailed = false, output_file = "flops.txt" }
  comms_logger { enabled = true, verbose = true, prof_all = false, debug = true }
}`;

const raw = textAt(
  outputsOf(pipeline('gpu = h100, gpus_per_node = 8, shard = zero2', `precision = bf16, ${batch}`) + said),
  'deepspeed.json',
);

let seen: Record<string, Seen> = {};

deepspeed.before(() => {
  const cases = Object.entries(shapes).map(([name, [, , processes]]) => [name, [texts[name], processes]]);
  seen = askPython<Seen>('validate_deepspeed.py', Object.fromEntries([...cases, ['raw', [raw, 8]]]));
});

for (const [name, [cluster, train, processes]] of Object.entries(shapes)) {
  deepspeed(`${name}: DeepSpeed reads what the pipeline says`, () => {
    assert.equal(seen[name], {
      train_batch_size: 2 * 3 * processes,
      micro: 2,
      accumulate: 3,
      clipping: 0.5,
      stage: Number(/zero(\d)/.exec(cluster)?.[1]),
      bf16: train.includes('bf16'),
      fp16: false,
      adds_up_in: train.includes('bf16') && !cluster.includes('zero1') ? 'fp32' : null,
      reduce_bucket_size: 200_000_000,
      // ZeRO-3 reads none of it.
      allgather_bucket_size: cluster.includes('zero3') ? 500_000_000 : 200_000_000,
      offloads: [
        name.includes('memory of the host') ? ['cpu', true] : null,
        name.startsWith('ZeRO-3') ? ['cpu', true] : null,
      ],
      prefetch: 50_000_000,
    });
  });
}

deepspeed('DeepSpeed reads every word of the deepspeed block, and what cogx says stands where it is silent', () => {
  const { reduce_bucket_size, allgather_bucket_size, adds_up_in, micro, stage } = seen.raw ?? {};
  assert.equal([reduce_bucket_size, allgather_bucket_size, adds_up_in, micro, stage], [5e7, 3e7, 'bf16', 2, 2]);
  const { zero_optimization, flops_profiler } = JSON.parse(raw) as Record<string, Record<string, unknown>>;
  assert.equal(Object.values(flops_profiler ?? {}), [true, 2, -1, 3, false, 'flops.txt']);
  assert.is(Object.keys(zero_optimization ?? {}).length, 10);
});

deepspeed('DeepSpeed reads what is said of ZeRO-3, too', () => {
  const words = `
    stage3_prefetch_bucket_size = 1e7, stage3_param_persistence_threshold = 0, stage3_max_live_parameters = 2e9
    stage3_max_reuse_distance = 3e9, sub_group_size = 4e8, reduce_bucket_size = 5e7, overlap_comm = false`;
  const text = textAt(
    outputsOf(
      `${pipeline('gpu = h100, gpus_per_node = 8, shard = zero3', `adapter = none, precision = bf16, ${batch}`)}
      deepspeed { zero_optimization { ${words} } }`,
    ),
    'deepspeed.json',
  );
  const { all } = askPython<Seen>('validate_deepspeed.py', { all: [text, 8] });
  assert.equal([all?.stage, all?.prefetch, all?.reduce_bucket_size], [3, 1e7, 5e7]);
  const { zero_optimization: zero } = JSON.parse(text) as Record<string, Record<string, unknown>>;
  assert.equal([zero?.stage3_param_persistence_threshold, zero?.sub_group_size], [0, 4e8]);
});

deepspeed('nothing is left to be guessed but the total batch size', () => {
  for (const text of Object.values(texts)) {
    const config = JSON.parse(text) as Record<string, unknown>;
    assert.is(config.train_batch_size, 'auto');
    assert.is(text.match(/"auto"/g)?.length, 1);
    assert.is(config.optimizer, undefined);
    assert.is(config.scheduler, undefined);
  }
});

deepspeed('the same file serves every number of nodes', () => {
  const on = (nodes: number) =>
    textAt(
      outputsOf(
        pipeline(`gpu = h100, nodes = ${nodes}, gpus_per_node = 8, shard = zero2`, `precision = bf16, ${batch}`),
      ),
      'deepspeed.json',
    );
  assert.is(on(1), on(4));
});

deepspeed('without ZeRO there is no such file', () => {
  assert.not(outputsOf(pipeline('gpu = a100-80gb, gpus_per_node = 8', 'precision = bf16')).has('deepspeed.json'));
});

deepspeed.run();
