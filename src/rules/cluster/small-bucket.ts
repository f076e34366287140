import { modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const zero = (shard: string, size: number, more = ''): string =>
  pipeline({
    train: ['adapter = none'],
    more: [
      `cluster { gpus_per_node = 8, gpu = h100, shard = ${shard} }`,
      `deepspeed { zero_optimization { reduce_bucket_size = ${size}${more} } }`,
    ],
  });

export const smallBucket: Rule = {
  code: 'small-bucket',
  severity: 'warning',
  certain: false,
  why: `ZeRO-1 and ZeRO-2 gather gradients in a bucket and reduce it when it is full. A gradient that is larger than the bucket goes its
own way, and with overlap_comm the next one is written while it still travels: in deepspeedai/DeepSpeed#6351 a diffusion model
did not converge with a bucket of 10,000,000 elements and had NaN with 1,000,000, where 500,000,000 trained.`,
  sources: ['deepspeedai/DeepSpeed#6351', 'deepspeedai/DeepSpeed deepspeed/runtime/zero/stage_1_and_2.py'],
  bad: zero('zero2', 1_000_000),
  good: zero('zero2', 200_000_000),
  quiet: [zero('zero2', 37_748_736), zero('zero3', 1_000_000), zero('zero2', 1_000_000, ', overlap_comm = false')],
  *check(plan) {
    const { zero_optimization: said } = plan.deepspeed;
    const size = said.reduce_bucket_size;
    const { kind } = plan.cluster.shard;
    if (size === null || said.overlap_comm === false || (kind !== 'zero1' && kind !== 'zero2')) return;
    const { heads, head_dim } = modelOf(plan).transformer;
    const largest = 4 * (heads * head_dim) ** 2;
    if (size >= largest) return;
    yield {
      path: ['deepspeed', 'zero_optimization', 'reduce_bucket_size'],
      message: `A bucket of ${size} elements is smaller than the largest gradient of ${plan.model.kind}, which has ${largest}.`,
      help: 'Take it out (cogx says 200000000), or write overlap_comm = false.',
    };
  },
};
