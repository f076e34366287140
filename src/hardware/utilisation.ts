import type { gpus } from './gpus.ts';

/** Share of the dense peak that training in eager diffusers reaches, recomputation counted as work, and how far off it may be. */
export type Utilisation = { readonly share: number; readonly band: number };

/**
 * 40 s a step of CogVideoX1.5-5B-I2V LoRA at 81 x 768 x 1360 on one A800 (zai-org/CogVideo#715, a maintainer) is 0.48 of its
 * peak, and the inference times of zai-org/CogVideo README.md are 0.43 to 0.59.
 */
const a100 = { share: 0.48, band: 0.25 };
/** Inference times of zai-org/CogVideo README.md: 0.27 to 0.37 of the peak. Tuned stacks reach 0.6 (arXiv 2503.12964). */
const hopper = { share: 0.32, band: 0.4 };
/** No figure of video training is public: between the two, as a guess. */
const guess = { share: 0.4, band: 0.5 };
/** Without FlashAttention-2: the slower kernels of torch take its place. */
const old = { share: 0.25, band: 0.6 };
/** Half of the best matmul that a search finds, which is 0.51 to 0.6 of the peak (stas00/ml-engineering). */
const instinct = { share: 0.26, band: 0.6 };

export const utilisation: Readonly<Record<keyof typeof gpus, Utilisation>> = {
  'v100-16gb': old,
  'v100-32gb': old,
  t4: old,
  a10: guess,
  a10g: guess,
  rtx3090: guess,
  rtx4090: guess,
  rtx5090: guess,
  'rtx6000-ada': guess,
  rtxpro6000: guess,
  l4: guess,
  l40s: guess,
  'a100-40gb': a100,
  'a100-40gb-pcie': a100,
  'a100-80gb': a100,
  'a100-80gb-pcie': a100,
  h100: hopper,
  'h100-pcie': hopper,
  'h100-nvl': hopper,
  h200: hopper,
  b200: hopper,
  gb200: hopper,
  mi250: instinct,
  mi250x: instinct,
  mi300x: instinct,
  mi325x: instinct,
  // Full training of 1.5-5B at 77 x 768 x 1360 in 39 s a step (mindspore-lab/mindone examples/diffusers/cogvideox_factory)
  'ascend-910b': { share: 0.4, band: 0.4 },
  cpu: guess,
};
