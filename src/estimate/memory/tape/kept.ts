import { type Around, onwards, runHooked, sink } from './around.ts';
import { backward } from './backward.ts';
import { runBlock, type States } from './block.ts';
import { hang, learns, silently, sourcesOf, withHeld } from './graph.ts';
import * as ops from './operators.ts';
import { repeated } from './score.ts';
import { type Gradients, nowhere, type Tensor, tidy, view } from './tape.ts';

/** A block that has run, and what it keeps for its backward pass. */
type Ran = {
  readonly inputs: readonly Tensor[];
  readonly learnsInputs: readonly boolean[];
  readonly isAutocast: boolean;
  readonly saved: readonly Tensor[];
};

/**
 * A block that keeps what its backward pass needs, as one node of the graph. The time step goes on from block to block, though none
 * changes it: so the gradients that it gets are added up from the last block to the first, as in a graph of operators.
 */
export const kept = (around: Around, states: States): States => {
  const { tape, block } = around;
  const given = [states.video, states.text, states.time];
  const learnsInputs = given.map((each) => learns(tape, each));
  const piece = { name: `kept, ${learnsInputs}`, learning: block.learning, seen: [], given };
  const [video, text, ...saved] = repeated(tape, piece, () => withHeld(tape, () => runHooked(around, states)));
  const parents = sourcesOf(tape, [...given, block.learning[0]?.tensor]);
  if (!parents) return onwards(states, [video, text]);
  const outputs = learnsInputs[2] ? [video, text, view(tape, states.time)] : [video, text];
  const inputs = given.map(({ count, size }) => nowhere(count, size));
  const ran = { inputs, learnsInputs, isAutocast: tape.isAutocast, saved };
  hang(tape, outputs, { parents, saved, backward: (gradients) => back(around, ran, gradients) });
  return { video, text, time: outputs[2] ?? states.time };
};

/** Gradients of the outputs → gradients of the inputs. */
const back = (around: Around, ran: Ran, some: Gradients): Gradients => {
  const { tape, block, hooks } = around;
  const gradients = ran.inputs.map((_, output) => some[output]);
  const name = `kept, back, ${ran.isAutocast}, ${ran.learnsInputs}`;
  const given = [...gradients, ...ran.saved];
  const piece = { name, learning: block.learning, seen: [], given, whenReady: hooks.whenReady };
  return repeated(tape, piece, () => tidy(tape, () => throughGraph(around, ran, gradients)));
};

/** The operators of the block are not remembered: it runs once more in silence to know them. */
const throughGraph = ({ tape, block, hooks }: Around, ran: Ran, gradients: Gradients): Gradients => {
  const sinks = ran.learnsInputs.map((isLearning) => (isLearning ? sink(tape) : undefined));
  const [video, text, time] = ran.inputs.map((input, index) => ({ ...input, source: sinks[index]?.source })) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const run = () => runBlock(tape, block, { video, text, time });
  const outputs = silently(tape, ran.saved, () => ops.autocast(tape, ran.isAutocast, run));
  const ends = [...outputs.map(({ source }) => source), sinks[2]?.source];
  const roots = ends.map((end, output) => [end, gradients[output]] as const);
  backward(tape, roots, hooks.whenReady);
  return sinks.map((each) => each?.taken());
};
