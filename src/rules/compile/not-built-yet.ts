import type { Plan } from '../../plan/pipeline.ts';
import { gpuOf } from '../common.ts';
import { clips, pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

const cure = {
  shard: 'Write shard = ddp, zero1 or zero2.',
  offload: 'Write offload = none.',
  gpu: 'Name a GPU that CUDA or ROCm drives.',
};

/** What can be written and checked, but not compiled by this release. */
export const notBuiltYet: Rule = {
  code: 'not-built-yet',
  severity: 'error',
  certain: true,
  when: 'compile',
  why: 'The language is ahead of the scripts that this release writes: ZeRO-3, FSDP and offloading are read and checked, and no training script for them exists yet. Leaving the word out of the scripts would train something else than the file says.',
  sources: ['cogx: the language'],
  bad: {
    text: pipeline({ train: ['adapter = none'], more: ['cluster { gpus_per_node = 8, shard = zero3 }'] }),
    clips: clips(40),
    compiles: true,
  },
  good: {
    text: pipeline({ train: ['adapter = none'], more: ['cluster { gpus_per_node = 8, shard = zero2 }'] }),
    clips: clips(40),
    compiles: true,
  },
  catches: ['M055'],
  *check(plan) {
    yield* ofShard(plan.cluster.shard);
    if (gpuOf(plan)?.device === 'npu')
      yield finding(['cluster', 'gpu'], `gpu = ${plan.cluster.gpu} can be checked, but not compiled yet.`, cure.gpu);
  },
};

function* ofShard(shard: Plan['cluster']['shard']): Iterable<Finding> {
  if (shard.kind === 'zero3' || shard.kind === 'fsdp')
    yield finding(['cluster', 'shard'], `shard = ${shard.kind} can be checked, but not compiled yet.`, cure.shard);
  else if ('offload' in shard && shard.offload !== 'none')
    yield finding(
      ['cluster', 'shard', 'offload'],
      `offload = ${shard.offload} can be checked, but not compiled yet.`,
      cure.offload,
    );
}

const finding = (path: readonly string[], message: string, help: string): Finding => ({ path, message, help });
