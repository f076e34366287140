import type { Plan } from '../../plan/pipeline.ts';
import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

export const shardedWays: Rule = {
  code: 'sharded-ways',
  severity: 'error',
  certain: true,
  why: `Under ZeRO each GPU updates a share of the weights. Prodigy would find another step size on each of them, from its own share; and
an average of the weights would be one of the half-precision copies, which most small updates don't reach. A quantised base is cast
to the precision of the run, which its numbers are none of.`,
  sources: [
    'konstmish/prodigy prodigyopt/prodigy.py',
    'deepspeedai/DeepSpeed deepspeed/runtime/zero/stage_1_and_2.py',
    'deepspeedai/DeepSpeed deepspeed/runtime/engine.py, _configure_distributed_model',
  ],
  hides: ['sharded-lora'],
  bad: pipeline({ train: ['optimizer = prodigy'], more: ['cluster { gpus_per_node = 8, shard = zero2 }'] }),
  good: pipeline({ train: ['optimizer = prodigy'], more: ['cluster { gpus_per_node = 8, shard = ddp }'] }),
  quiet: [pipeline({ train: ['ema { }'], more: ['cluster { gpus_per_node = 8, shard = ddp }'] })],
  *check({ train, cluster }) {
    if (!/^(zero|fsdp)/.test(cluster.shard.kind)) return;
    if (train.optimizer.kind === 'prodigy')
      yield finding(['train', 'optimizer'], ['Prodigy', 'optimizer = adamw'], cluster.shard);
    if (train.adapter.kind === 'lora' && train.adapter.quantise !== null)
      yield finding(['train', 'adapter', 'quantise'], ['A quantised base', 'take quantise out'], cluster.shard);
    if (train.ema !== null)
      yield finding(['train', 'ema'], ['An average of the weights', 'take ema out'], cluster.shard);
  },
};

type Needs = readonly [what: string, way: string];

const finding = (path: readonly string[], [what, way]: Needs, { kind }: Plan['cluster']['shard']): Finding => ({
  path,
  message: `${what} needs whole weights on each GPU, and shard = ${kind} spreads them.`,
  help: `Write shard = ddp, or ${way}.`,
  related: { path: ['cluster', 'shard'], message: 'they are spread here' },
  hidesAt: () => [['cluster', 'shard']],
});
