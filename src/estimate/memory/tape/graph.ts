import { type Node, named, release, type Source, type Tape, type Tensor } from './tape.ts';

/** What hangs on what: the graph that the backward pass goes through. */
export const learns = ({ isRecording }: Tape, tensor: Tensor | undefined): boolean =>
  isRecording && tensor?.source !== undefined && ('node' in tensor.source || tensor.source.parameter.learns);

/** What a node keeps for the backward pass, and what that makes. */
export type Recorded = {
  readonly parents: readonly (Tensor | undefined)[];
  readonly saves?: readonly (Tensor | undefined)[];
  readonly backward: Node['backward'];
};

/** Hangs outputs on a node, where something that learns is among its parents. */
export const record = <T extends Tensor | readonly Tensor[]>(tape: Tape, outputs: T, recorded: Recorded): T => {
  const sources = sourcesOf(tape, recorded.parents);
  if (!sources) return outputs;
  const saved: Tensor[] = [];
  for (const each of recorded.saves ?? []) if (each && !isParameter(each)) saved.push(held(tape, each));
  hang(tape, 'storage' in outputs ? [outputs] : outputs, { parents: sources, saved, backward: recorded.backward });
  return outputs;
};

/** Undefined where nothing learns. */
export const sourcesOf = (tape: Tape, parents: Recorded['parents']): readonly (Source | undefined)[] | undefined => {
  if (!tape.isRecording) return undefined;
  const sources = parents.map((parent) => (learns(tape, parent) ? parent?.source : undefined));
  return sources.some((source) => source) ? sources : undefined;
};

/** Hangs outputs on a node that holds what it saved already. */
export const hang = (tape: Tape, outputs: readonly Tensor[], recorded: Omit<Node, 'order' | 'users'>): void => {
  const { parents, saved, backward } = recorded;
  tape.order++;
  const node = { order: tape.order, users: 0, parents, saved, backward };
  for (const parent of parents) if (parent && 'node' in parent) parent.node.users++;
  for (let output = 0; output < outputs.length; output++) (outputs[output] as Tensor).source = { node, output };
};

/** Nobody goes back through an output: what hangs on nothing else lets go of what it holds. */
export const abandon = (tape: Tape, source: Source | undefined): void => {
  if (!source || 'parameter' in source || source.node.users > 0) return;
  for (const tensor of source.node.saved) release(tape, tensor);
  for (const parent of source.node.parents)
    if (parent && 'node' in parent) {
      parent.node.users--;
      abandon(tape, parent);
    }
};

/** Parameters stay for ever, whoever holds them. */
const isParameter = ({ source }: Tensor): boolean => source !== undefined && 'parameter' in source;

/** Another name that stays until it is released. */
const held = ({ known, holding }: Tape, { count, size, storage }: Tensor): Tensor => {
  if (known) return known.shift() as Tensor;
  storage.holders++;
  const other = named(count, size, storage);
  other.isKept = true;
  holding?.push(other);
  return other;
};

/** What comes of it, and all that its nodes hold for the backward pass. */
export const withHeld = <R extends readonly Tensor[]>(tape: Tape, work: () => R): readonly [...R, ...Tensor[]] => {
  const holding: Tensor[] = [];
  tape.holding = holding;
  const results = work();
  tape.holding = undefined;
  return [...results, ...holding];
};

/** Runs something again for the sake of its graph: it makes nothing, and its nodes hold what they held before. */
export const silently = <R>(tape: Tape, held: readonly Tensor[], work: () => R): R => {
  tape.known = [...held];
  const result = work();
  tape.known = undefined;
  return result;
};
