import type { Path } from './path.ts';

const size = 'size = 1360x768 (width x height)';

/** Words of other trainers that have no word of their own here: what to do about them, and what happens instead. */
const instead: Readonly<Record<string, string>> = {
  enable_slicing: 'Take it out: the VAE gets one clip at a time, so there is nothing to slice.',
  enable_tiling: 'It is called model.tiling here, and is true unless said otherwise.',
  vae_enable_slicing: 'Take it out: the VAE gets one clip at a time, so there is nothing to slice.',
  vae_enable_tiling: 'It is called model.tiling here, and is true unless said otherwise.',
  allow_tf32: 'Take it out: TF32 stays as torch has it; the format of the training is train.precision.',
  video_resolution_buckets: `Take it out: all samples have one shape, which is frames.count and frames.size, and fit and longer bring clips to it.`,
  push_to_hub:
    'Take it out: nothing is uploaded but by share.py, where hub { repo = "OWNER/NAME" } says so at the top level.',
  hub_model_id: 'It is called hub.repo here, at the top level: share.py uploads to it.',
  validation_epochs: 'It is called train.validate.every here, and counts updates or time: write every = 250 steps.',
  negative_prompt: 'Take it out: validation videos are guided away from the empty caption.',
  validation_negative_prompt: 'Take it out: validation videos are guided away from the empty caption.',
  resolution: `It is called frames.size here: write ${size}.`,
  height: `Height and width are one word here, frames.size: write ${size}.`,
  width: `Height and width are one word here, frames.size: write ${size}.`,
};

/** What a configuration of DeepSpeed says beside that, and what says it here. */
const ofDeepspeed: Readonly<Record<string, string>> = {
  optimizer: 'Take it out: the optimizer is what train.optimizer says.',
  scheduler: 'Take it out: the schedule is what train.schedule says.',
  enabled: 'Take it out: train.precision says whether it is bf16 or fp16.',
  auto_cast: 'Take it out: train.precision says whether it is bf16 or fp16.',
  offload_optimizer: 'Take it out, and write shard zero2 { offload = optimizer } in cluster.',
  offload_param: 'Take it out, and write shard zero3 { offload = all } in cluster.',
  steps_per_print: 'Take it out: train.py tells of each update itself.',
  zero_allow_untested_optimizer: 'Take it out: accelerate says it itself.',
  stage3_gather_16bit_weights_on_model_save: 'Take it out: it is said wherever weights are spread.',
  activation_checkpointing: 'Take it out: train.gradient_checkpointing does it.',
};

const blocksOfPrecision = ['bf16', 'fp16'];

export const insteadOf = (word: string, [block, inner = '']: Path): string | undefined => {
  // `enabled` is a word of other blocks.
  const isOther = word === 'enabled' && !blocksOfPrecision.includes(inner);
  if (block === 'deepspeed' && Object.hasOwn(ofDeepspeed, word) && !isOther) return ofDeepspeed[word];
  return Object.hasOwn(instead, word) ? instead[word] : undefined;
};
