import { type Around, onwards, runHooked, sink } from './around.ts';
import { backward } from './backward.ts';
import { runBlock, type States } from './block.ts';
import { abandon, learns, record } from './graph.ts';
import * as ops from './operators.ts';
import { repeated } from './score.ts';
import { type Gradients, release, type Tensor, tidy, unrecorded, view } from './tape.ts';

/** A forward pass that keeps nothing for the backward pass. */
export const forgotten = (around: Around, states: States): States => {
  const { learning } = around.block;
  const piece = { name: 'forgotten', learning, seen: [states.video, states.text, states.time], given: [] };
  return onwards(
    states,
    repeated(around.tape, piece, () => runHooked(around, states)),
  );
};

/** torch.utils.checkpoint without reentry, of one block: its inputs are kept, and it runs again in the backward pass. */
export const checkpointed = (around: Around, states: States): States => {
  const { tape, block, hooks } = around;
  const inputs = [states.video, states.text, states.time];
  // One that learns is enough to have the block run again; their gradients do not pass through here.
  const learning = block.learning[0]?.tensor;
  const after = unrecorded(tape, () => forgotten(around, states));
  const learnsInputs = inputs.map((input) => learns(tape, input));
  const { isAutocast } = tape;
  record(tape, [after.video, after.text], {
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
  return after;
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
  for (const [source, gradient] of roots) if (!gradient) abandon(tape, source);
  backward(tape, roots, hooks.whenReady);
  hooks.after?.(block);
  return sinks.map((each) => each?.taken());
};
