import { relabel } from './allocator.ts';
import {
  type Gradients,
  keep,
  make,
  type Node,
  type Parameter,
  release,
  type Source,
  type Tape,
  type Tensor,
  tidy,
} from './tape.ts';
import { noteGive } from './writing.ts';

/** Told of each parameter whose gradient is there. */
export type WhenReady = (parameter: Parameter) => void;

type Root = readonly [source: Source | undefined, gradient: Tensor | undefined];
type Running = {
  readonly tape: Tape;
  /** Gradients that have come so far, by node and output. */
  readonly waiting: Map<Node, (Tensor | undefined)[]>;
  readonly whenReady: WhenReady | undefined;
};

/** Runs the graph backwards from gradients of some outputs, which it takes over; the node that was recorded last goes first. */
export const backward = (tape: Tape, roots: readonly Root[], whenReady?: WhenReady): void => {
  const running: Running = { tape, waiting: new Map(), whenReady };
  for (const [source, gradient] of roots) pass(running, source, gradient);
  for (let node = latest(running); node; node = latest(running)) run(running, node);
};

const latest = ({ waiting }: Running): Node | undefined => {
  let found: Node | undefined;
  for (const node of waiting.keys()) if (!found || node.order > found.order) found = node;
  return found;
};

const run = (running: Running, node: Node): void => {
  const { tape, waiting } = running;
  const gradients: Gradients = waiting.get(node) ?? [];
  waiting.delete(node);
  const made = tidy(tape, () => [...node.backward(gradients, node.saved)]);
  for (const tensor of [...gradients, ...node.saved]) release(tape, tensor);
  node.parents.forEach((parent, index) => {
    pass(running, parent, made[index]);
  });
};

const pass = (running: Running, target: Source | undefined, gradient: Tensor | undefined): void => {
  if (!gradient) return;
  if (!target) release(running.tape, gradient);
  else if ('parameter' in target) give(running, target.parameter, gradient);
  else {
    const slots = running.waiting.get(target.node) ?? [];
    running.waiting.set(target.node, slots);
    slots[target.output] = added(running.tape, slots[target.output], gradient);
  }
};

/** They are added in place, unless somebody else looks at the first. */
const added = (tape: Tape, earlier: Tensor | undefined, gradient: Tensor): Tensor => {
  if (!earlier) return keep(gradient);
  const sum = earlier.storage.holders > 1 ? keep(make(tape, earlier.count, earlier.size)) : earlier;
  if (sum !== earlier) release(tape, earlier);
  release(tape, gradient);
  return sum;
};

/** A parameter takes the gradient itself where it has the right size; a later one is added to it. */
const give = ({ tape, whenReady }: Running, parameter: Parameter, gradient: Tensor): void => {
  const { writing } = tape;
  const fits = gradient.size === parameter.size;
  if (writing) noteGive(writing, parameter, { storage: gradient.storage, fits });
  // It is one event, and what an engine does of it rests on more than the block.
  tape.writing = undefined;
  if (parameter.gradient) release(tape, gradient);
  else {
    parameter.gradient = keep(fits ? gradient : make(tape, gradient.count, parameter.size));
    if (!fits) release(tape, gradient);
    const { block } = parameter.gradient.storage;
    if (block !== undefined) relabel(tape.allocator, block, 'gradients');
  }
  whenReady?.(parameter);
  tape.writing = writing;
};

export const dropGradient = (tape: Tape, parameter: Parameter): void => {
  release(tape, parameter.gradient);
  parameter.gradient = undefined;
};
