import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const shardedLora: Rule = {
  code: 'sharded-lora',
  severity: 'warning',
  certain: false,
  why: `ZeRO-3 and FSDP spread the frozen weights too, gather them again for every block, and save a LoRA that most loaders can't
read: 3.6 MB of one rank's shards instead of 16 MB (hiyouga/LlamaFactory#1226), keys with another prefix, a save that hangs
(huggingface/diffusers#9393, #7311). A LoRA trains few numbers, so there is little to spread: with ddp each GPU holds the whole
base, which is 10.4 GiB for 5B.`,
  bad: pipeline({ more: ['cluster { gpus_per_node = 8, shard = zero3 }'] }),
  good: pipeline({ more: ['cluster { gpus_per_node = 8, shard = ddp }'] }),
  quiet: [
    pipeline({ train: ['adapter = none'], more: ['cluster { gpus_per_node = 8, shard = zero3 }'] }),
    pipeline({ more: ['cluster { gpus_per_node = 8, shard = zero2 }'] }),
  ],
  sources: [
    'hiyouga/LlamaFactory#1226',
    'huggingface/diffusers#9393',
    'huggingface/diffusers#7311',
    'lm-sys/FastChat#1271',
  ],
  catches: ['M006', 'M026'],
  *check(plan) {
    const { shard } = plan.cluster;
    if (plan.train.adapter.kind !== 'lora' || (shard.kind !== 'zero3' && shard.kind !== 'fsdp')) return;
    yield {
      path: ['cluster', 'shard'],
      message: `shard = ${shard.kind} spreads weights that a LoRA leaves as they are, and gathers them again for every block.`,
      help: 'Write shard = ddp.',
      fix: { safety: 'unsafe', set: [{ path: ['cluster', 'shard'], text: 'ddp' }] },
    };
  },
};
