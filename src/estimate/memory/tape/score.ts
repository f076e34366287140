import { allocate, type Block, free, parts, relabel, unitsOf } from './allocator.ts';
import type { WhenReady } from './backward.ts';
import { keep, named, type Parameter, type Storage, type Tape, type Tensor } from './tape.ts';
import { type Event, type Noted, none, numberOf, type Score, type Writing } from './writing.ts';

/**
 * The blocks of a transformer are alike, and what one of them does to memory does not rest on where the allocator puts it. So the
 * first is written down, and the others are played from the page: all that is left to do is the allocator's own work, and what an
 * engine does when it is told of a gradient.
 */
export type Piece = {
  readonly name: string;
  /** What may get gradients. */
  readonly learning: readonly Parameter[];
  /** What it looks at and leaves as it is: only its size matters. */
  readonly seen: readonly Tensor[];
  /** What it takes over, and may let go: who else holds it matters, too. */
  readonly given: readonly (Tensor | undefined)[];
  readonly whenReady?: WhenReady | undefined;
};

type Results = readonly (Tensor | undefined)[];

export const repeated = <R extends Results>(tape: Tape, piece: Piece, work: () => R): R => {
  if (!tape.repeats) return work();
  const figures = figuresOf(tape, piece);
  const score = tape.scores.find(({ name, figures: others }) => name === piece.name && isSame(figures, others));
  if (score) return play(tape, score, piece) as Results as R;
  const [results, written] = write(tape, piece, work);
  if (written) tape.scores.push({ ...written, name: piece.name, figures });
  return results;
};

/** All that the events of a piece rest on, beside its name. */
const figuresOf = ({ part, isAutocast }: Tape, { seen, given }: Piece): readonly number[] => {
  const figures = [parts.indexOf(part), isAutocast ? 1 : 0];
  for (const { count, size } of seen) figures.push(count, size);
  const storages = storagesOf(given);
  const holders = storages.map(() => 0);
  for (const each of given)
    if (each) {
      const number = storages.indexOf(each.storage);
      holders[number] = (holders[number] as number) + 1;
      figures.push(each.count, each.size, number);
    } else figures.push(none);
  // Others hold it, too: how many does not matter, since the piece can not let it go then.
  storages.forEach((storage, number) => {
    figures.push(storage.holders > (holders[number] as number) ? 1 : 0);
  });
  return figures;
};

const isSame = (figures: readonly number[], others: readonly number[]): boolean => {
  for (let at = 0; at < figures.length; at++) if (figures[at] !== others[at]) return false;
  return figures.length === others.length;
};

const storagesOf = (tensors: Results): Storage[] => {
  const storages: Storage[] = [];
  for (const each of tensors) if (each && !storages.includes(each.storage)) storages.push(each.storage);
  return storages;
};

const write = <R extends Results>(
  tape: Tape,
  piece: Piece,
  work: () => R,
): readonly [R, Omit<Score, 'name' | 'figures'> | undefined] => {
  const { given, learning } = piece;
  const numbers = storagesOf(given).map((storage, number) => [storage, number] as const);
  const before = new Map(numbers.map(([storage]) => [storage, storage.holders]));
  const writing: Writing = { events: [], storages: new Map(numbers), learning, isWhole: true };
  const halves = tape.halves.size;
  tape.writing = writing;
  const results = work();
  tape.writing = undefined;
  const kept = [...tape.halves].slice(halves);
  const outlives = storagesOf([...given, ...results, ...kept.map(([, half]) => half)]);
  const noted = ({ count, size, isKept, storage }: Tensor): Noted => ({
    ...{ count, size, isKept },
    storage: numberOf(writing, storage),
  });
  const score = {
    events: writing.events,
    results: results.map((each) => each && noted(each)),
    halves: kept.map(([parameter, half]) => [learning.indexOf(parameter), noted(half)] as const),
    held: given.map((each) => each?.isHeld ?? false),
    holders: outlives.map(
      (storage) => [numberOf(writing, storage), storage.holders - (before.get(storage) ?? 0)] as const,
    ),
  };
  return [results, writing.isWhole ? score : undefined];
};

const play = (tape: Tape, score: Score, piece: Piece): Results => {
  const { given, learning } = piece;
  const storages = storagesOf(given);
  const blocks = storages.map(({ block }) => block as Block);
  playEvents(tape, score, { piece, blocks });
  for (const [number, more] of score.holders) {
    storages[number] ??= { block: blocks[number], holders: 0 };
    (storages[number] as Storage).holders += more;
  }
  for (let each = 0; each < given.length; each++) {
    const tensor = given[each];
    if (tensor) tensor.isHeld = score.held[each] as boolean;
  }
  for (const [parameter, half] of score.halves)
    tape.halves.set(learning[parameter] as Parameter, made(tape, half, storages));
  return score.results.map((each) => each && made(tape, each, storages));
};

const made = (tape: Tape, { count, size, isKept, storage }: Noted, storages: readonly Storage[]): Tensor => {
  const tensor = named(count, size, storages[storage] as Storage);
  tensor.isKept = isKept;
  if (!isKept) tape.scope.push(tensor);
  return tensor;
};

type Playing = { readonly piece: Piece; readonly blocks: Block[] };

const playEvents = (tape: Tape, { events }: Score, { piece, blocks }: Playing): void => {
  const { allocator } = tape;
  // By its places: an iterator would make an object for each event, as long as V8 has not compiled this.
  for (let at = 0; at < events.length; at++) {
    const event = events[at] as Event;
    if (event.does === 'make') blocks.push(allocate(allocator, event.units, event.part));
    else if (event.does === 'free') free(allocator, blocks[event.storage] as Block);
    else give(tape, event, { piece, blocks });
  }
};

/** As backward.ts does it: a parameter that has a gradient already adds this one to it. */
const give = (tape: Tape, { does, storage, parameter: place }: Event, { piece, blocks }: Playing): void => {
  const { allocator, part } = tape;
  const parameter = piece.learning[place] as Parameter;
  const { count, size } = parameter;
  const given = blocks[storage] as Block;
  if (!parameter.gradient) {
    const block = does === 'give' ? given : allocate(allocator, unitsOf(count * size), part);
    parameter.gradient = keep(named(count, size, { block, holders: 1 }));
    if (block !== given) free(allocator, given);
    relabel(allocator, block, 'gradients');
  } else free(allocator, given);
  piece.whenReady?.(parameter);
};
