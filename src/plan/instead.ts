import type { Path } from './path.ts';

const size = 'size = 1360x768 (width x height)';

const oneShape =
  'Take it out: all samples have one shape, which is frames.count and frames.size, and fit and longer bring clips to it.';
const noise = 'Take it out: the noise of a training is that of the model, and nothing moves it.';
const dtype =
  'Take it out: train.precision is the format of the training, and adapter lora { quantise } that of its base.';
const fromClips = 'Take it out: the rate of each clip is read from the clip itself, by cogx scan.';
const byEpochs = (path: string): string =>
  `It is called ${path} here, and counts updates or time: write every = 250 steps.`;

/** Words of other trainers that have no word of their own here: what to do about them, and what happens instead. */
const instead: Readonly<Record<string, string>> = {
  enable_slicing: 'Take it out: the VAE gets one clip at a time, so there is nothing to slice.',
  enable_tiling: 'It is called model.tiling here, and is true unless said otherwise.',
  vae_enable_slicing: 'Take it out: the VAE gets one clip at a time, so there is nothing to slice.',
  vae_enable_tiling: 'It is called model.tiling here, and is true unless said otherwise.',
  allow_tf32: 'Take it out: TF32 stays as torch has it; the format of the training is train.precision.',
  video_resolution_buckets: oneShape,
  resolution_buckets: oneShape,
  enable_bucket: oneShape,
  bucket_no_upscale: oneShape,
  enable_ar_bucket: oneShape,
  ar_buckets: oneShape,
  num_ar_buckets: oneShape,
  min_ar: oneShape,
  max_ar: oneShape,
  center_crop: 'Take it out: fit and anchor in frames say what is kept of a picture.',
  random_flip: 'Take it out: clips are trained on as they were filmed.',
  source_fps: fromClips,
  push_to_hub:
    'Take it out: nothing is uploaded but by share.py, where hub { repo = "OWNER/NAME" } says so at the top level.',
  hub_model_id: 'It is called hub.repo here, at the top level: share.py uploads to it.',
  validation_epochs: byEpochs('train.validate.every'),
  sample_every_n_epochs: byEpochs('train.validate.every'),
  eval_every_n_epochs: byEpochs('train.validate.every'),
  save_every_n_epochs: byEpochs('train.checkpoint.every'),
  num_validation_videos:
    'Take it out: each prompt makes one video; several of one prompt are prompt blocks with seeds.',
  validation_prompt_separator: 'Take it out: prompts are a list, as in prompts = ["…", "…"].',
  negative_prompt: 'Take it out: validation videos are guided away from the empty caption.',
  validation_negative_prompt: 'Take it out: validation videos are guided away from the empty caption.',
  flow_shift: noise,
  flow_weighting_scheme: noise,
  discrete_flow_shift: noise,
  timestep_sampling: noise,
  weighting_scheme: noise,
  noise_offset: noise,
  snr_gamma: noise,
  min_snr_gamma: noise,
  fp8_base: dtype,
  text_encoder_dtype: dtype,
  transformer_dtype: dtype,
  vae_dtype: dtype,
  layerwise_upcasting_modules: dtype,
  beta3: 'Take it out: the optimizers here have two betas.',
  precompute_conditions: 'Take it out: clips and captions are always encoded once, before the training.',
  blocks_to_swap: 'Take it out: what does not fit is spread or moved by cluster { shard … { offload = … } }.',
  pipeline_stages: 'Take it out: each GPU holds the whole depth of the model; cluster { shard } says how it is spread.',
  network_module: 'Write adapter lora { … }: it is the one that there is.',
  scale_lr: 'Take it out: the learning rate is what stands there, whatever the batch.',
  logging_dir: 'Take it out: the log lies in the folder of the run, below storage.runs.',
  tracker_name: 'Write name = … at the top level: wandb takes it for the project.',
  nccl_timeout: 'Take it out: train.py itself tells torch how long a process waits for the others (PATIENCE).',
  enable_xformers_memory_efficient_attention: 'Take it out: train.attention says which kernel it is, and native fits.',
  sdpa: 'Take it out: train.attention says which kernel it is, and native fits.',
  split_attn: 'Take it out: train.attention says which kernel it is, and native fits.',
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
