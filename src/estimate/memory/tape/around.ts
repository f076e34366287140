import type { WhenReady } from './backward.ts';
import { type Pair, runBlock, type States } from './block.ts';
import type { Block } from './layers.ts';
import { keep, type Node, type Source, type Tape, type Tensor, view } from './tape.ts';

/** What a sharded engine does around each block, forwards and when it is computed again. */
export type Hooks = {
  readonly before?: (block: Block) => void;
  readonly after?: (block: Block) => void;
  readonly whenReady?: WhenReady;
};

export type Around = { readonly tape: Tape; readonly block: Block; readonly hooks: Hooks };

export const runHooked = ({ tape, block, hooks }: Around, states: States): Pair => {
  hooks.before?.(block);
  const outputs = runBlock(tape, block, states);
  hooks.after?.(block);
  return outputs;
};

/** A block that runs by itself. */
export const passed = (around: Around, states: States): States => onwards(states, runHooked(around, states));

export const onwards = ({ time }: States, [video, text]: Pair): States => ({ video, text, time });

export type Sink = { readonly source: Source; readonly taken: () => Tensor | undefined };

/** Takes in what reaches an input of a block whose backward pass runs by itself. */
export const sink = (tape: Tape): Sink => {
  let taken: Tensor | undefined;
  const node: Node = {
    order: 0,
    users: 0,
    parents: [],
    saved: [],
    backward: ([gradient]) => {
      taken = gradient && keep(view(tape, gradient));
      return [];
    },
  };
  return { source: { node, output: 0 }, taken: () => taken };
};
