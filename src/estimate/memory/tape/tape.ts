import { type Allocator, allocate, type Block, free, type Part, unitsOf } from './allocator.ts';
import { noteFree, noteMake, type Score, type Writing } from './writing.ts';

/**
 * A training step played on sizes instead of numbers: tensors are counts of bytes that an allocator places, and a graph of nodes says
 * what the backward pass makes. Memory is given back as in Python: when nobody holds it any more.
 */
export type Tape = {
  readonly allocator: Allocator;
  /** What was made since the innermost `tidy` began. */
  scope: Tensor[];
  /** False as under torch.no_grad(). */
  isRecording: boolean;
  order: number;
  /** What memory is for that is made now. */
  part: Part;
  isAutocast: boolean;
  /** Halves of weights that learn, which autocast keeps until it ends. */
  readonly halves: Map<Parameter, Tensor>;
  /** Takes in what nodes hold for the backward pass; or they hold what is known, and nothing else is made (graph.ts). */
  holding: Tensor[] | undefined;
  known: Tensor[] | undefined;
  /** Whether pieces are written down, the one that is, and those that were (score.ts). */
  readonly repeats: boolean;
  writing: Writing | undefined;
  readonly scores: Score[];
};

export type Storage = { readonly block: Block | undefined; holders: number };

export type Tensor = {
  /** Numbers, and bytes of each. */
  readonly count: number;
  readonly size: number;
  readonly storage: Storage;
  source: Source | undefined;
  /** Holds its storage still. */
  isHeld: boolean;
  /** Outlives the scope in which it was made. */
  isKept: boolean;
};

/** Numbers of a model, which a training may change. */
export type Parameter = {
  readonly count: number;
  readonly size: number;
  readonly learns: boolean;
  /** Held in fewer bits than torch computes with. */
  readonly isNarrow: boolean;
  readonly tensor: Tensor;
  gradient: Tensor | undefined;
};

export type Gradients = readonly (Tensor | undefined)[];
export type Node = {
  readonly order: number;
  /** How many nodes hang on it. */
  users: number;
  readonly parents: readonly (Source | undefined)[];
  readonly saved: readonly Tensor[];
  /** Gradients of the outputs → gradients of the parents. */
  readonly backward: (gradients: Gradients, saved: readonly Tensor[]) => Gradients;
};
/** Where a tensor comes from: an output of a node, or a parameter. */
export type Source = { readonly node: Node; readonly output: number } | { readonly parameter: Parameter };

export const createTape = (allocator: Allocator, repeats = true): Tape => ({
  allocator,
  scope: [],
  isRecording: true,
  order: 0,
  part: 'activations',
  isAutocast: false,
  halves: new Map(),
  holding: undefined,
  known: undefined,
  repeats,
  writing: undefined,
  scores: [],
});

// All are made alike, field by field: there are tens of thousands of them.
export const named = (count: number, size: number, storage: Storage): Tensor => ({
  count,
  size,
  storage,
  source: undefined,
  isHeld: true,
  isKept: false,
});

export const make = (tape: Tape, count: number, size: number): Tensor => {
  const tensor = tape.known ? nowhere(count, size) : named(count, size, placed(tape, unitsOf(count * size)));
  tape.scope.push(tensor);
  return tensor;
};

const placed = ({ allocator, part, writing }: Tape, units: number): Storage => {
  const storage = { block: allocate(allocator, units, part), holders: 1 };
  if (writing) noteMake(writing, storage, { units, part });
  return storage;
};

/** Without memory of its own. */
export const nowhere = (count: number, size: number): Tensor => named(count, size, { block: undefined, holders: 1 });

/** Another name for the same memory. */
export const view = (tape: Tape, tensor: Tensor, count = tensor.count): Tensor => {
  tensor.storage.holders++;
  const other = named(count, tensor.size, tensor.storage);
  tape.scope.push(other);
  return other;
};

/** It stays until it is released. */
export const keep = (tensor: Tensor): Tensor => {
  tensor.isKept = true;
  return tensor;
};

export const release = ({ allocator, writing }: Tape, tensor: Tensor | undefined): void => {
  if (!tensor?.isHeld) return;
  const { storage } = tensor;
  tensor.isHeld = false;
  storage.holders--;
  if (storage.holders > 0 || storage.block === undefined) return;
  if (writing) noteFree(writing, storage);
  free(allocator, storage.block);
};

/** Gives back all that was made in it, but for its result. */
export const tidy = <R>(tape: Tape, work: () => R): R => {
  const outer = tape.scope;
  tape.scope = [];
  const result = work();
  const inner = tape.scope;
  tape.scope = outer;
  const all = Array.isArray(result) ? (result as readonly unknown[]) : undefined;
  for (const tensor of inner) {
    if (tensor.isKept || !tensor.isHeld) continue;
    if (all ? all.includes(tensor) : tensor === (result as unknown)) outer.push(tensor);
    else release(tape, tensor);
  }
  return result;
};

/** Memory made by `work` is for a part. */
export const making = <R>(tape: Tape, part: Part, work: () => R): R => {
  const before = tape.part;
  tape.part = part;
  const result = work();
  tape.part = before;
  return result;
};

/** As under torch.no_grad(). */
export const unrecorded = <R>(tape: Tape, work: () => R): R => {
  const before = tape.isRecording;
  tape.isRecording = false;
  const result = work();
  tape.isRecording = before;
  return result;
};

/** Numbers of the model; without memory of its own where the bytes are counted elsewhere. */
export const parameter = (
  tape: Tape,
  shape: Pick<Parameter, 'count' | 'size' | 'learns' | 'isNarrow'>,
  isElsewhere: boolean,
): Parameter => {
  const { count, size, isNarrow } = shape;
  const tensor = isElsewhere ? nowhere(count, size) : make(tape, count, size);
  const made: Parameter = { count, size, learns: shape.learns, isNarrow, tensor: keep(tensor), gradient: undefined };
  tensor.source = { parameter: made };
  return made;
};
