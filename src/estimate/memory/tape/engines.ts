import type { Hooks } from './around.ts';
import { dropGradient } from './backward.ts';
import type { Block, Transformer } from './layers.ts';
import { keep, make, making, type Parameter, release, type Tape, type Tensor, tidy } from './tape.ts';

/** How gradients, optimizer and weights are spread. */
export type Sharding = {
  readonly kind: 'none' | 'ddp' | 'zero1' | 'zero2' | 'zero3' | 'fsdp';
  readonly ranks: number;
  readonly offload: 'none' | 'optimizer' | 'all';
  /** DeepSpeed: numbers of a reduce bucket, whether two overlap with the backward pass, numbers gathered ahead and held at most. */
  readonly bucket: number;
  readonly overlap: boolean;
  readonly prefetched: number;
  readonly live: number;
  /** An offloaded fp32 part comes back to the GPU before it is cast (DeepSpeed since #5301). */
  readonly uploads: boolean;
  /** Bytes of a gradient that ZeRO keeps. */
  readonly sum_size: number;
  /** torch's second FSDP: its shards are in fp32 and gathered in half precision, and no stream holds what it is done with. */
  readonly second: boolean;
};

/** Which optimizer torch runs; `on-host` keeps moments and gradients there (torchao's CPUOffloadOptimizer). */
export type Optimizer = {
  readonly kind: 'adamw' | 'adamw-8bit' | 'on-host';
  /** Numbers kept for each one that learns, beside it and its gradient. */
  readonly states: number;
  /** `foreach` makes one temporary as large as all that learns. */
  readonly foreach: boolean;
};

/** What holds memory beside the model: before the first step, around blocks, before a step and in it. */
export type Engine = {
  readonly resident: () => void;
  readonly hooks: Hooks;
  readonly beforeStep?: () => void;
  readonly step: () => void;
};

export type Driven = {
  readonly tape: Tape;
  readonly transformer: Transformer;
  readonly sharding: Sharding;
  readonly optimizer: Optimizer;
};

export const total = (parameters: readonly Parameter[]): number =>
  parameters.reduce((sum, { count }) => sum + count, 0);

/** Memory that stays until it is released. */
export const hold = (tape: Tape, count: number, size: number): Tensor => keep(make(tape, count, size));

export type Shape = readonly [count: number, size: number];

/** Makes tensors one after the other, and gives them back together. */
export const together = (tape: Tape, shapes: readonly Shape[]): void =>
  tidy(tape, () => {
    for (const [count, size] of shapes) make(tape, count, size);
  });

/** Gathers the weights of a block before it runs: the target, and the neighbour that is fetched ahead or a copy. */
export const gathering = (tape: Tape): Hooks => {
  const gathered = new Map<Block, readonly Tensor[]>();
  return {
    before: (block) => {
      const count = total(block.parameters);
      gathered.set(
        block,
        making(tape, 'buckets', () => [hold(tape, count, 2), hold(tape, count, 2)]),
      );
    },
    after: (block) => {
      for (const tensor of gathered.get(block) ?? []) release(tape, tensor);
      gathered.delete(block);
    },
  };
};

export const dropAll = ({ tape, transformer }: Driven): void => {
  for (const parameter of transformer.learning) dropGradient(tape, parameter);
};
