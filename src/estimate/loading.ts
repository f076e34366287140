import { models } from '../models/models.ts';
import type { Plan } from '../plan/pipeline.ts';
import { tokensOf } from './tokens.ts';

/** GB a second that one process reads from a disk that many share, and nanoseconds of NumPy's normal numbers: assumptions, and slow ones. */
const reads = 0.2;
const draws = 15;

/** Seconds in which one worker makes a sample of its two files: it reads them, draws from the posterior, and draws noise. */
export const loadingOf = ({ model: { kind }, frames, train }: Plan): number => {
  const model = models[kind];
  const { latent_frames, padded_frames, latent_size } = tokensOf(model, frames.count, frames.size);
  const plane = model.vae.latent_channels * latent_size.width * latent_size.height;
  const own = train.precision === 'fp32' ? 4 : 2;
  const bytes = own * (2 * plane * latent_frames + model.text.tokens * model.text.width);
  return bytes / (reads * 1e9) + (plane * (latent_frames + padded_frames) * draws) / 1e9;
};

/** Of it what an update waits for: workers read ahead while the GPU computes; without them nothing is hidden. */
export const waitingOf = (plan: Plan, computing: number): number => {
  const { batch_per_gpu, accumulate, workers } = plan.train;
  const seconds = batch_per_gpu * accumulate * loadingOf(plan);
  return workers === 0 ? seconds : Math.max(0, seconds / workers - computing);
};
