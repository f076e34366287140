import { count, gpuCount } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const gpusWithoutShard: Rule = {
  code: 'gpus-without-shard',
  severity: 'error',
  certain: true,
  why: `shard = none is one process on one GPU. With more GPUs each would train alone, all of them the same model on the same
samples, and the last to write would win.`,
  sources: ['cogx: launch.sh starts one process where shard = none'],
  bad: pipeline({ more: ['cluster { gpus_per_node = 8, shard = none }'] }),
  good: pipeline({ more: ['cluster { gpus_per_node = 8, shard = ddp }'] }),
  quiet: [pipeline({ more: ['cluster { gpus_per_node = 1, shard = none }'] })],
  *check(plan) {
    const gpus = gpuCount(plan);
    if (plan.cluster.shard.kind !== 'none' || gpus === 1) return;
    yield {
      path: ['cluster', 'shard'],
      message: `shard = none trains on one GPU, and the cluster has ${count(gpus, 'GPU')}.`,
      help: 'Write shard = ddp.',
      fix: { safety: 'unsafe', set: [{ path: ['cluster', 'shard'], text: 'ddp' }] },
    };
  },
};
