import { cogvideox2bT2v, cogvideox5bI2v, cogvideox5bT2v, cogvideox15I2v, cogvideox15T2v } from './cogvideox.ts';
import type { Model } from './model.ts';

/**
 * The same five architectures with about 45,000 random weights, so that the real chain runs on a CPU in seconds.
 * The smallest shapes that diffusers accepts (head_dim divisible by 16 for rotary positions) and that were run whole:
 * transformer, VAE, T5 and pipeline of diffusers 0.42 on a CPU. Parameters are counted on the built models.
 */

const parts = (real: Model, parameters: number, width: { readonly in_channels: number }): Model => ({
  ...real,
  precisions: ['fp32', 'bf16'], // random weights work in both; a CPU computes fp32
  // Clips of 9 frames, 48x32 pixels: 3 latent frames of 6x4, padded to 4 where the model patches over time.
  // The learned table of 5B-I2V exists for 9 alone, as the real one does for 49 alone.
  frames: {
    multiple: 8,
    most: real.transformer.learned_positions ? 9 : 17,
    native: 9,
    rate: real.frames.rate,
  },
  sizes: { kind: 'fixed', native: { width: 48, height: 32 }, multiple: 16 },
  transformer: { ...real.transformer, layers: 2, heads: 2, head_dim: 16, out_channels: 4, ...width, parameters },
  vae: { ...real.vae, latent_channels: 4, scaling_factor: 0.7, parameters: 65_195, encoder_parameters: 25_184 },
  text: { tokens: 16, width: 32, parameters: 17_632, stored_bytes: 4 },
  scheduler: { ...real.scheduler, snr_shift_scale: 1 },
});

export const tiny2bT2v: Model = {
  ...parts(cogvideox2bT2v, 42_736, { in_channels: 4 }),
  weights: './tiny-cogvideox-2b-t2v',
};

export const tiny5bT2v: Model = {
  ...parts(cogvideox5bT2v, 42_736, { in_channels: 4 }),
  weights: './tiny-cogvideox-5b-t2v',
};

export const tiny5bI2v: Model = {
  ...parts(cogvideox5bI2v, 43_248, { in_channels: 8 }),
  weights: './tiny-cogvideox-5b-i2v',
};

export const tiny15T2v: Model = {
  ...parts(cogvideox15T2v, 43_776, { in_channels: 4 }),
  weights: './tiny-cogvideox-1.5-5b-t2v',
};

export const tiny15I2v: Model = {
  ...parts(cogvideox15I2v, 45_344, { in_channels: 8 }),
  weights: './tiny-cogvideox-1.5-5b-i2v',
  // As its model: the short side is fixed, the long one may vary.
  sizes: { kind: 'range', native: { width: 48, height: 32 }, multiple: 16, short_side: 32, longest_side: 64 },
};
