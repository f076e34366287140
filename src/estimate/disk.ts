import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { trainedOf } from './memory/recipe.ts';
import { tokensOf } from './tokens.ts';

/** GiB on disk. */
export type Disk = {
  /** The clips as prepare.sh writes them. */
  readonly clips: number;
  /** Mean and deviation of every sample's latents. */
  readonly latents: number;
  /** Embeddings of the captions. */
  readonly prompts: number;
  /** One checkpoint, and all that stand there at once. */
  readonly checkpoint: number;
  readonly checkpoints: number;
  readonly total: number;
};

const GiB = 2 ** 30;

/** x264 ultrafast, crf 16: 0.46 to 0.86 bits a pixel on five clips of nature and streets at 8 frames a second. */
const bitsOfPixel = 0.6;

/**
 * What run_state.py asks for before the first step, for each number that learns, 4 bytes each: weight, two moments and a master copy;
 * Prodigy keeps two more, and an average is one.
 */
export const savedBytes = ({ train: { optimizer, ema } }: Plan): number =>
  4 * ((optimizer.kind === 'prodigy' ? 6 : 4) + (ema === null ? 0 : 1));

/** Samples of the inventory, repeats not counted; without one the prepared data is left out. */
export const diskOf = (plan: Plan, samples: number): Disk => {
  const { frames, train } = plan;
  const model = models[plan.model.kind];
  const { latent_frames, latent_size } = tokensOf(model, frames.count, frames.size);
  const number = train.precision === 'fp32' ? 4 : 2;
  const pixels = frames.count * frames.size.width * frames.size.height;
  const moments = 2 * model.vae.latent_channels * latent_frames * latent_size.width * latent_size.height;
  const clips = (samples * pixels * bitsOfPixel) / 8 / GiB;
  const latents = (samples * moments * number) / GiB;
  const prompts = (samples * model.text.tokens * model.text.width * number) / GiB;
  const checkpoint = (trainedOf(plan) * savedBytes(plan)) / GiB;
  // While one is written there is one more than is kept.
  const checkpoints = checkpoint * (train.checkpoint.keep + 1);
  return { clips, latents, prompts, checkpoint, checkpoints, total: clips + latents + prompts + checkpoints };
};
