import type { Model, Size } from '../../../models/model.ts';
import { tokensOf } from '../../tokens.ts';
import { enter } from './allocator.ts';
import { type Driven, type Engine, hold } from './engines.ts';
import { forward } from './forward.ts';
import * as ops from './operators.ts';
import { make, making, release, tidy, unrecorded } from './tape.ts';

/** A validation video: bytes of the VAE, and what it works in while it decodes. */
export type Video = { readonly vae: number; readonly decoding: number };

type Made = {
  readonly path: {
    readonly model: Model;
    readonly frames: { readonly count: number; readonly size: Size };
    readonly autocast: boolean;
    readonly input_size: number;
  };
  readonly video: Video;
};

/** The transformer sees the prompt with and without its text, side by side; then the VAE decodes. Nothing is kept for a backward pass. */
export const makeVideo = ({ tape, transformer }: Driven, { hooks }: Engine, { path, video }: Made): void => {
  enter(tape.allocator, 'validate');
  const vae = making(tape, 'weights', () => hold(tape, video.vae, 1));
  const tokens = tokensOf(path.model, path.frames.count, path.frames.size);
  const batch = { samples: 2, video: tokens.video, text: tokens.text, size: path.input_size };
  tidy(tape, () => {
    unrecorded(tape, () => ops.autocast(tape, path.autocast, () => forward(tape, transformer, { batch, hooks })));
  });
  tidy(tape, () => {
    making(tape, 'workspace', () => make(tape, video.decoding, 1));
  });
  release(tape, vae);
};
