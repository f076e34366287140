import type { Counting } from './group.ts';
import type { Sampling } from './sampling.ts';

/** What samples show of their clips, and how. */
export type Footage = {
  /** Length of the clips that give samples, and of what their samples show of it, each moment once. */
  readonly seconds: number;
  readonly seconds_used: number;
  /** Frames of all samples; those that show the picture of the frame before; those of them that fill up what is too short. */
  readonly frames: number;
  readonly doubled: number;
  readonly held: number;
};

export const noFootage = (): Counting<Footage> => ({
  seconds: 0,
  seconds_used: 0,
  frames: 0,
  doubled: 0,
  held: 0,
});

type Of = { readonly seconds: number; readonly count: number };

export const countFootage = (footage: Counting<Footage>, sampling: Sampling, { seconds, count }: Of): void => {
  footage.seconds += seconds;
  footage.seconds_used += sampling.footage_used * seconds;
  footage.frames += sampling.windows.length * count;
  footage.doubled += sampling.doubled;
  footage.held += sampling.held;
};
