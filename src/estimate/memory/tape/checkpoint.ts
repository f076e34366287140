import { backward, type WhenReady } from './backward.ts';
import { runBlock, type States } from './block.ts';
import type { Block } from './layers.ts';
import * as ops from './operators.ts';
import { repeated } from './score.ts';
import {
  type Gradients,
  keep,
  learns,
  type Node,
  record,
  release,
  type Source,
  type Tape,
  type Tensor,
  tidy,
  unrecorded,
  view,
} from './tape.ts';

/** What a sharded engine does around each block, forwards and when it is computed again. */
export type Hooks = {
  readonly before?: (block: Block) => void;
  readonly after?: (block: Block) => void;
  readonly whenReady?: WhenReady;
};

export type Around = { readonly tape: Tape; readonly block: Block; readonly hooks: Hooks };

export const runHooked = ({ tape, block, hooks }: Around, states: States): readonly [Tensor, Tensor] => {
  hooks.before?.(block);
  const outputs = runBlock(tape, block, states);
  hooks.after?.(block);
  return outputs;
};

/** A forward pass that keeps nothing for the backward pass. */
export const passed = (around: Around, states: States): readonly [Tensor, Tensor] => {
  const { learning } = around.block;
  const piece = { name: 'passed', learning, seen: [states.video, states.text, states.time], given: [] };
  return repeated(around.tape, piece, () => runHooked(around, states));
};

/** torch.utils.checkpoint without reentry, of one block: its inputs are kept, and it runs again in the backward pass. */
export const checkpointed = (around: Around, states: States): readonly [Tensor, Tensor] => {
  const { tape, block, hooks } = around;
  const inputs = [states.video, states.text, states.time];
  // One that learns is enough to have the block run again; their gradients do not pass through here.
  const learning = block.learning[0]?.tensor;
  const outputs = unrecorded(tape, () => passed(around, states));
  const learnsInputs = inputs.map((input) => learns(tape, input));
  const { isAutocast } = tape;
  return record(tape, outputs, {
    parents: [...inputs, learning],
    saves: inputs,
    backward: (gradients, saved) => {
      const name = `again, ${isAutocast}, ${learnsInputs}`;
      const piece = { name, learning: block.learning, seen: saved, given: gradients, whenReady: hooks.whenReady };
      return repeated(tape, piece, () =>
        tidy(tape, () => again(around, { gradients, saved, learnsInputs, isAutocast })),
      );
    },
  });
};

type Again = {
  readonly gradients: Gradients;
  readonly saved: readonly Tensor[];
  readonly learnsInputs: readonly boolean[];
  readonly isAutocast: boolean;
};

/** Runs the block once more from its kept inputs, this time recorded, and backwards; gives the gradients of its inputs. */
const again = ({ tape, block, hooks }: Around, { gradients, saved, learnsInputs, isAutocast }: Again): Gradients => {
  hooks.before?.(block);
  const sinks = learnsInputs.map((isLearning) => (isLearning ? sink(tape) : undefined));
  const [video, text, time] = saved.map((each, index) => {
    const input = view(tape, each);
    input.source = sinks[index]?.source;
    return input;
  }) as [Tensor, Tensor, Tensor];
  const outputs = ops.autocast(tape, isAutocast, () => runBlock(tape, block, { video, text, time }));
  const roots = outputs.map(({ source }, index) => [source, gradients[index]] as const);
  for (const each of [video, text, time, ...outputs]) release(tape, each);
  backward(tape, roots, hooks.whenReady);
  hooks.after?.(block);
  return sinks.map((each) => each?.taken());
};

/** Takes in what reaches an input of a block that was computed again. */
const sink = (tape: Tape): { readonly source: Source; readonly taken: () => Tensor | undefined } => {
  let taken: Tensor | undefined;
  const node: Node = {
    order: 0,
    parents: [],
    saved: [],
    backward: ([gradient]) => {
      taken = gradient && keep(view(tape, gradient));
      return [];
    },
  };
  return { source: { node, output: 0 }, taken: () => taken };
};
