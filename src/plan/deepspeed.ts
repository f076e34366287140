import * as z from 'zod/mini';
import { flag, notNegative, oneOf, positive, text, whole } from './values.ts';
import { unset, word } from './word.ts';

/**
 * What may be said to DeepSpeed beyond what cogx says itself, by DeepSpeed's own names (deepspeed/runtime/config.py,
 * zero/config.py, precision_config.py in 0.19). It ignores most words that it doesn't know, so they are all named here. Batch
 * sizes, precision, clipping, stage, optimizer and schedule are words of other blocks and stand in no second place.
 */

const toggle = (says: string) => unset(flag(), { says });
const block = <T extends z.core.$ZodLooseShape>(says: string, shape: T) =>
  word(z.strictObject(shape), { says, default: {} });

const zero = {
  contiguous_gradients: toggle('Copy gradients into one buffer as they come.'),
  overlap_comm: toggle('Reduce gradients while the backward pass goes on.'),
  reduce_scatter: toggle('Each GPU gets the sum of its own part alone.'),
  reduce_bucket_size: unset(whole(1), { says: 'Gradients in one reduction, as a number of elements.' }),
  allgather_partitions: toggle('Collect the updated weights in one call.'),
  allgather_bucket_size: unset(whole(2), { says: 'Weights in one collection, as an even number of elements.' }),
  use_multi_rank_bucket_allreduce: toggle('Put the parts of several GPUs into one reduction.'),
  round_robin_gradients: toggle('Copy gradients in turns, so that the GPUs share the work.'),
  ignore_unused_parameters: toggle('Weights without a gradient are no error.'),
  stage3_prefetch_bucket_size: unset(whole(0), { says: 'ZeRO-3: weights fetched ahead, as a number of elements.' }),
  stage3_param_persistence_threshold: unset(whole(0), {
    says: 'ZeRO-3: weights of fewer elements stay whole on each GPU.',
  }),
  stage3_max_live_parameters: unset(whole(1), {
    says: 'ZeRO-3: weights that are whole on a GPU at a time, in elements.',
  }),
  stage3_max_reuse_distance: unset(whole(0), {
    says: 'ZeRO-3: weights that are needed again within so many elements are kept.',
  }),
  sub_group_size: unset(whole(1), { says: 'ZeRO-3: elements that the optimizer steps on at a time.' }),
};

const fp16 = {
  loss_scale: unset(notNegative(), { says: 'A fixed scale of the loss; 0: it moves with the gradients.' }),
  initial_scale_power: unset(whole(1), { says: 'The loss begins at 2 to this power.' }),
  loss_scale_window: unset(whole(1), { says: 'Updates without overflow after which the scale doubles.' }),
  hysteresis: unset(whole(1), { says: 'Overflows before the scale halves.' }),
  consecutive_hysteresis: toggle('Count overflows anew after an update without one.'),
  min_loss_scale: unset(positive(), { says: 'The scale does not fall below it.' }),
};

const bf16 = {
  immediate_grad_update: toggle('Add gradients up as they come.'),
  check_grad_overflow: toggle('Look for numbers that are not finite.'),
};

const profiler = {
  enabled: toggle('Count the operations of one update.'),
  profile_step: unset(whole(1), { says: 'Which update.' }),
  module_depth: unset(whole(-1), { says: 'How deep modules are told apart; -1: to the innermost.' }),
  top_modules: unset(whole(1), { says: 'How many modules are listed.' }),
  detailed: toggle('List every module.'),
  output_file: unset(text(), { says: 'Where the list goes; unsaid: to the terminal.' }),
};

const comms = {
  enabled: toggle('Time each communication.'),
  verbose: toggle('Say each one as it happens.'),
  prof_all: toggle('All operations, not only chosen ones.'),
  debug: toggle('Say from where each was called.'),
};

export const deepspeed = z.strictObject({
  zero_optimization: block('How ZeRO moves gradients and weights.', zero),
  fp16: block('The scale of the loss in fp16.', fp16),
  bf16: block('Details of bf16.', bf16),
  data_types: block('Number formats.', {
    grad_accum_dtype: unset(oneOf(['fp32', 'bf16', 'fp16']), { says: 'The format in which batches are added up.' }),
  }),
  communication_data_type: unset(oneOf(['fp32', 'bf16', 'fp16']), { says: 'The format in which gradients travel.' }),
  prescale_gradients: toggle('Divide gradients before they are summed.'),
  gradient_predivide_factor: unset(positive(), { says: 'By how much they are divided before.' }),
  dump_state: toggle('Say the state of the engine at the start.'),
  memory_breakdown: toggle('Say how memory is used.'),
  wall_clock_breakdown: toggle('Say how long each part of an update takes.'),
  flops_profiler: block('Counts operations.', profiler),
  comms_logger: block('Times communication.', comms),
});
