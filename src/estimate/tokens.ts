import type { FrameFacts, Model, Size } from '../models/model.ts';

/** What the transformer sees of one sample. */
export type Tokens = {
  /** Frames as the VAE leaves them: (frames - 1) / 4 + 1. */
  readonly latent_frames: number;
  /** With the copies of the first one in front that fill the last patch over time. */
  readonly padded_frames: number;
  readonly latent_size: Size;
  readonly video: number;
  readonly text: number;
  readonly sequence: number;
};

export const tokensOf = ({ vae, transformer, text }: Model, frames: number, size: Size): Tokens => {
  const latent_frames = Math.floor((frames - 1) / vae.temporal_factor) + 1;
  const padded_frames = Math.ceil(latent_frames / transformer.patch_size_t) * transformer.patch_size_t;
  const latent_size = {
    width: Math.floor(size.width / vae.spatial_factor),
    height: Math.floor(size.height / vae.spatial_factor),
  };
  const columns = Math.floor(latent_size.width / transformer.patch_size);
  const rows = Math.floor(latent_size.height / transformer.patch_size);
  const video = (padded_frames / transformer.patch_size_t) * rows * columns;
  return { latent_frames, padded_frames, latent_size, video, text: text.tokens, sequence: video + text.tokens };
};

export const isLegalCount = ({ multiple, most }: FrameFacts, count: number): boolean =>
  count > 1 && count <= most && (count - 1) % multiple === 0;

/** The legal counts next to another one: below and above, or the one at the end of the range. */
export const nearestCounts = ({ multiple, most }: FrameFacts, count: number): readonly number[] => {
  const below = Math.floor((count - 1) / multiple) * multiple + 1;
  const clamped = [below, below + multiple].map((legal) => Math.min(most, Math.max(multiple + 1, legal)));
  return [...new Set(clamped)];
};
