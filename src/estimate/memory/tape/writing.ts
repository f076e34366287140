import type { Part } from './allocator.ts';

/**
 * What a piece of a step does to memory: makes it, frees it, or gives it to a parameter as its gradient, of the same size or not. Memory
 * goes by the numbers in which the piece was given it, or made it. All have the same fields, so that playing them is quick.
 */
export type Event = {
  readonly does: 'make' | 'free' | 'give' | 'give cast';
  readonly storage: number;
  readonly units: number;
  readonly part: Part;
  /** The place of the parameter among those of the piece. */
  readonly parameter: number;
};

export const none = -1;

/** A piece that is being written down (score.ts). */
export type Writing = {
  readonly events: Event[];
  readonly storages: Map<object, number>;
  readonly learning: readonly object[];
  /** False where it reaches for what is not its own: then it says nothing of other pieces. */
  isWhole: boolean;
};

export const noteMake = (
  { events, storages }: Writing,
  storage: object,
  { units, part }: Pick<Event, 'units' | 'part'>,
): void => {
  storages.set(storage, storages.size);
  events.push({ does: 'make', storage: none, units, part, parameter: none });
};

export const noteFree = (writing: Writing, storage: object): void => {
  const number = numberOf(writing, storage);
  writing.events.push({ does: 'free', storage: number, units: 0, part: 'activations', parameter: none });
};

export const noteGive = (
  writing: Writing,
  parameter: object,
  { storage, fits }: { readonly storage: { readonly holders: number }; readonly fits: boolean },
): void => {
  const place = writing.learning.indexOf(parameter);
  if (place < 0 || storage.holders !== 1) writing.isWhole = false;
  const number = numberOf(writing, storage);
  writing.events.push({
    does: fits ? 'give' : 'give cast',
    storage: number,
    units: 0,
    part: 'gradients',
    parameter: place,
  });
};

export const numberOf = (writing: Writing, storage: object): number => {
  const number = writing.storages.get(storage);
  if (number === undefined) writing.isWhole = false;
  return number ?? none;
};

/** A tensor of a piece: what it is, and in which memory. */
export type Noted = {
  readonly count: number;
  readonly size: number;
  readonly isKept: boolean;
  readonly storage: number;
};

/** A piece that was written down. */
export type Score = {
  readonly name: string;
  /** What it was written of: it is of all with the same name and figures. */
  readonly figures: readonly number[];
  readonly events: readonly Event[];
  readonly results: readonly (Noted | undefined)[];
  /** Halves of weights that autocast keeps, by the place of the parameter. */
  readonly halves: readonly (readonly [parameter: number, half: Noted])[];
  /** Of what is given: whether it holds its memory still. */
  readonly held: readonly boolean[];
  /** By how many more than before memory is held that outlives the piece. */
  readonly holders: readonly (readonly [storage: number, more: number])[];
};
