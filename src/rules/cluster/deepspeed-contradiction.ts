import { pipeline } from '../examples.ts';
import type { Finding, Rule } from '../rule.ts';

const zero2 = 'cluster { gpus_per_node = 8, shard = zero2 }';

export const deepspeedContradiction: Rule = {
  code: 'deepspeed-contradiction',
  severity: 'error',
  certain: true,
  why: `DeepSpeed stops at some pairs of words after the model is loaded on every GPU: gradients that are divided before they are summed,
with each GPU summing its own part alone; sums in another format, which ZeRO-1 hands to an optimizer that refuses them; a
bucket of an odd number of elements.`,
  sources: [
    'deepspeedai/DeepSpeed deepspeed/runtime/zero/stage_1_and_2.py',
    'deepspeedai/DeepSpeed deepspeed/runtime/engine.py',
  ],
  bad: pipeline({ more: [zero2, 'deepspeed { prescale_gradients = true }'] }),
  good: pipeline({
    more: [zero2, 'deepspeed { prescale_gradients = true, zero_optimization { reduce_scatter = false } }'],
  }),
  *check({ deepspeed, cluster: { shard } }) {
    if (!shard.kind.startsWith('zero')) return;
    const { zero_optimization: zero, data_types, prescale_gradients, gradient_predivide_factor } = deepspeed;
    const divides = prescale_gradients === true ? 'prescale_gradients' : 'gradient_predivide_factor';
    if (
      shard.kind !== 'zero1' &&
      zero.reduce_scatter !== false &&
      (prescale_gradients === true || (gradient_predivide_factor ?? 1) !== 1)
    )
      yield finding(
        [divides],
        `${divides} needs zero_optimization { reduce_scatter = false }.`,
        'Write both, or neither.',
      );
    if (shard.kind === 'zero1' && data_types.grad_accum_dtype !== null)
      yield finding(
        ['data_types', 'grad_accum_dtype'],
        `ZeRO-1 adds batches up in the run's precision, not in ${data_types.grad_accum_dtype}.`,
        'Take it out, or write shard = zero2.',
      );
    if ((zero.allgather_bucket_size ?? 2) % 2 === 1)
      yield finding(
        ['zero_optimization', 'allgather_bucket_size'],
        `allgather_bucket_size = ${zero.allgather_bucket_size} is odd.`,
        'Write an even number.',
      );
  },
};

const finding = (path: readonly string[], message: string, help: string): Finding => ({
  path: ['deepspeed', ...path],
  message,
  help,
});
