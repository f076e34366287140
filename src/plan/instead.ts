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

export const insteadOf = (word: string): string | undefined =>
  Object.hasOwn(instead, word) ? instead[word] : undefined;
