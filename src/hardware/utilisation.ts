import type { gpus } from './gpus.ts';

/** Share of the dense peak that training in eager diffusers reaches, recomputation counted as work, and how far off it may be. */
export type Utilisation = { readonly share: number; readonly band: number; readonly source: string };

const a100 = {
  share: 0.45,
  band: 0.4,
  source:
    'trainings reach 0.49 (zai-org/CogVideo#715, a maintainer), 0.44 (zai-org/CogVideo#167) and 0.22 (a user, in the first thread); videos of zai-org/CogVideo README.md 0.43 to 0.59',
};
const hopper = {
  share: 0.32,
  band: 0.4,
  source: 'inference times of zai-org/CogVideo README.md are 0.27 to 0.37; tuned stacks reach 0.6 (arXiv 2503.12964)',
};
/** Cards of Ampere and Ada that are like the A100 but for their size. */
const ada = {
  share: 0.45,
  band: 0.4,
  source: 'no training of video on this card is public: as the A100, whose kernels it runs',
};
/** Newer than the kernels that most people have installed. */
const blackwell = {
  share: 0.32,
  band: 0.4,
  source: 'no training of video on this card is public: as on Hopper',
};
const old = {
  share: 0.25,
  band: 0.4,
  source: 'no FlashAttention-2: half of the A100, a guess',
};
const instinct = {
  share: 0.26,
  band: 0.4,
  source: 'half of the best matmul that a search finds, 0.51 to 0.6 of the peak (stas00/ml-engineering), a guess',
};

export const utilisation: Readonly<Record<keyof typeof gpus, Utilisation>> = {
  'v100-16gb': old,
  'v100-32gb': old,
  t4: old,
  a10: ada,
  a10g: ada,
  a40: ada,
  a6000: ada,
  rtx3090: ada,
  rtx4090: ada,
  rtx5090: blackwell,
  'rtx6000-ada': ada,
  rtxpro6000: blackwell,
  l4: ada,
  l40s: ada,
  'a100-40gb': a100,
  'a100-40gb-pcie': a100,
  'a100-80gb': a100,
  'a100-80gb-pcie': a100,
  h100: hopper,
  'h100-pcie': hopper,
  'h100-nvl': hopper,
  h200: hopper,
  b200: blackwell,
  gb200: blackwell,
  mi250: instinct,
  mi250x: instinct,
  mi300x: instinct,
  mi325x: instinct,
  'ascend-910b': {
    share: 0.44,
    band: 0.4,
    source:
      'all weights of 1.5-5B at 77 x 768 x 1360 in 39 s a step (mindspore-lab/mindone examples/diffusers/cogvideox_factory), against a peak of 320 TFLOP/s',
  },
  cpu: { share: 0.4, band: 0.4, source: 'a guess' },
};
