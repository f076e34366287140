import type { Model, Size } from '../../../models/model.ts';
import { tokensOf } from '../../tokens.ts';
import { createAllocator, enter, type Peak, peaksOf } from './allocator.ts';
import { backward } from './backward.ts';
import { type Driven, type Engine, hold, type Optimizer, type Sharding } from './engines.ts';
import { forward } from './forward.ts';
import { fsdpEngine, zero3Engine } from './gathered-engines.ts';
import { createTransformer, type Lora, type Transformer } from './layers.ts';
import * as ops from './operators.ts';
import { createTape, make, making, release, type Tape, type Tensor, tidy } from './tape.ts';
import { torchEngine } from './torch-engine.ts';
import { makeVideo, type Video } from './video.ts';
import { zeroEngine } from './zero-engine.ts';

/** What a trainer's code does that decides its memory: ours for a plan, another's where a published figure is held against it. */
export type CodePath = {
  readonly model: Model;
  readonly frames: { readonly count: number; readonly size: Size };
  readonly batch: number;
  readonly lora: Lora | undefined;
  /** Bytes of a number of the weights; of the matrices of a base that is held in fewer bits. */
  readonly weight_size: number;
  readonly narrow_size?: number | undefined;
  /** Bytes of a number that the transformer is given, and of latents, noise and target beside it. */
  readonly input_size: number;
  readonly latent_size: number;
  readonly autocast: boolean;
  readonly checkpoints: boolean;
  readonly optimizer: Optimizer;
  readonly sharding: Sharding;
  /** The states of the optimizer come with the first step, so the second needs more. */
  readonly steps: number;
  /** Batches whose gradients are summed up for one step. */
  readonly batches: number;
  /** Bytes that stand beside the transformer: a VAE that encodes images. */
  readonly beside: number;
  /** A video after the last step; absent where none is made. */
  readonly video?: Video | undefined;
};

export type Phase = 'load' | 'forward' | 'backward' | 'step' | 'validate';

/** Bytes: the highest of all phases, and each phase's own. */
export type Simulated = {
  readonly allocated: number;
  readonly reserved: number;
  readonly phases: ReadonlyMap<Phase, Readonly<Peak>>;
};

/** `repeats`: blocks that are like others are played from what was written down of one; else each runs for itself, with the same outcome. */
export const simulate = (path: CodePath, { repeats } = { repeats: true }): Simulated => {
  const allocator = createAllocator();
  const tape = createTape(allocator, repeats);
  enter(allocator, 'load');
  const driven = { tape, transformer: built(tape, path), sharding: path.sharding, optimizer: path.optimizer };
  const engine = engineOf(driven);
  engine.resident();
  if (path.beside > 0) making(tape, 'weights', () => hold(tape, path.beside, 1));
  for (let step = 0; step < path.steps; step++) {
    engine.beforeStep?.();
    // Gradients of earlier batches are the same in each step: only the last one has them.
    const batches = step === path.steps - 1 ? path.batches : 1;
    for (let batch = 0; batch < batches; batch++) runBatch(driven, engine, path);
    enter(allocator, 'step');
    engine.step();
  }
  if (path.video) makeVideo(driven, engine, { path, video: path.video });
  const phases = peaksOf(allocator) as ReadonlyMap<Phase, Peak>;
  const most = (of: 'allocated' | 'reserved'): number => Math.max(...[...phases.values()].map((peak) => peak[of]));
  return { allocated: most('allocated'), reserved: most('reserved'), phases };
};

/** Engines hold weights in buffers of their own; ZeRO-1 and 2 leave frozen ones where they are. */
const built = (tape: Tape, { model, lora, sharding, ...path }: CodePath): Transformer => {
  const isBuffered = !['none', 'ddp'].includes(sharding.kind);
  const isElsewhere = isBuffered && !(lora && (sharding.kind === 'zero1' || sharding.kind === 'zero2'));
  const { weight_size: size, narrow_size: narrow, checkpoints } = path;
  return createTransformer(tape, { model, lora, size, narrow, isElsewhere, checkpoints });
};

const engineOf = (driven: Driven): Engine => {
  switch (driven.sharding.kind) {
    case 'none':
    case 'ddp':
      return torchEngine(driven);
    case 'zero1':
    case 'zero2':
      return zeroEngine(driven);
    case 'zero3':
      return zero3Engine(driven);
    case 'fsdp':
      return fsdpEngine(driven);
  }
};

/** Forward, loss and backward of one batch. */
const runBatch = ({ tape, transformer }: Driven, { hooks }: Engine, path: CodePath): void =>
  tidy(tape, () => {
    enter(tape.allocator, 'forward');
    makeInputs(tape, path);
    const { video, text } = tokensOf(path.model, path.frames.count, path.frames.size);
    const batch = { samples: path.batch, video, text, size: path.input_size };
    const output = ops.autocast(tape, path.autocast, () => forward(tape, transformer, { batch, hooks }));
    const loss = lossOf(tape, output, path.autocast);
    enter(tape.allocator, 'backward');
    const gradient = make(tape, loss.count, ops.full);
    release(tape, loss);
    backward(tape, [[loss.source, gradient]], hooks.whenReady);
  });

/** Latents, noise and target, prompt, rotary tables. */
const makeInputs = (tape: Tape, { model, frames, batch, ...path }: CodePath): void => {
  const { padded_frames, latent_size, video, text } = tokensOf(model, frames.count, frames.size);
  const latent = padded_frames * model.vae.latent_channels * latent_size.width * latent_size.height;
  make(tape, batch * latent, path.latent_size);
  make(tape, batch * text * model.text.width, path.input_size);
  for (let each = 0; each < 2; each++) make(tape, batch * latent, path.latent_size);
  const { rotary, head_dim } = model.transformer;
  if (rotary) for (let each = 0; each < 2; each++) make(tape, video * head_dim, ops.full);
};

/** The prediction scaled, compared, squared and weighted. */
const lossOf = (tape: Tape, output: Tensor, isAutocast: boolean): Tensor => {
  let value = isAutocast ? ops.cast(tape, output, ops.full) : output;
  if (value !== output) release(tape, output);
  for (let each = 0; each < 3; each++) {
    const next = ops.pointwise(tape, value);
    release(tape, value);
    value = next;
  }
  return value;
};
