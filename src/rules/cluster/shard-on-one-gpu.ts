import { gpuCount } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const shardOnOneGpu: Rule = {
  code: 'shard-on-one-gpu',
  severity: 'note',
  certain: false,
  why: `On one GPU there is nothing to spread: ddp, ZeRO and FSDP keep everything there and only add start-up time and
communication with nobody. Sharding with an offload does save memory on one GPU.`,
  sources: ['deepspeedai/DeepSpeed: docs/_tutorials/zero.md'],
  bad: pipeline({ more: ['cluster { gpus_per_node = 1, shard = zero2 }'] }),
  good: pipeline({ more: ['cluster { gpus_per_node = 1, shard = none }'] }),
  quiet: [pipeline({ more: ['cluster {', '  gpus_per_node = 1', '  shard zero2 { offload = optimizer }', '}'] })],
  *check(plan) {
    const { shard } = plan.cluster;
    const offloads = 'offload' in shard && shard.offload !== 'none';
    if (gpuCount(plan) > 1 || shard.kind === 'none' || offloads) return;
    yield {
      path: ['cluster', 'shard'],
      message: `${shard.kind} has nothing to spread on one GPU.`,
      help: 'Write shard = none.',
      fix: { safety: 'safe', set: [{ path: ['cluster', 'shard'], text: 'none' }] },
    };
  },
};
