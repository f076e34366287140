import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const all = (shard: string, compile: boolean) =>
  pipeline({
    train: ['adapter = none', `compile = ${compile}`],
    more: [`cluster { gpus_per_node = 8, shard = ${shard} }`],
  });

export const compileInPieces: Rule = {
  code: 'compile-in-pieces',
  severity: 'warning',
  certain: false,
  why: `ZeRO-3 fetches the weights of each layer just before it is computed, in code that torch can not compile: it stopped at it with
an error for years (pytorch/pytorch#115484), and now cuts each block there (pytorch/pytorch#135410). Measured with torch 2.13 and
DeepSpeed 0.19.8 on the tiny model: 111 pieces, where ZeRO-2 has 2 and FSDP 4, and three times the time before the first update;
what lies in different pieces is not fused, and that is what compiling is for.`,
  sources: ['pytorch/pytorch#115484', 'pytorch/pytorch#135410', 'deepspeedai/DeepSpeed#6719'],
  bad: all('zero3', true),
  good: all('zero3', false),
  quiet: [all('zero2', true), all('fsdp', true)],
  *check({ train, cluster: { shard } }) {
    if (!train.compile || shard.kind !== 'zero3') return;
    yield {
      path: ['train', 'compile'],
      message: 'Under shard = zero3 torch compiles each block in dozens of pieces, and fuses nothing across them.',
      help: 'Write compile = false, or shard = fsdp, which spreads the weights too and leaves blocks whole.',
      related: { path: ['cluster', 'shard'], message: 'the weights are fetched layer by layer here' },
    };
  },
};
