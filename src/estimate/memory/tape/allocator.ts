import { type Block, type Blocks, createBlocks, nobody } from './blocks.ts';
import { createPool, type Pool } from './pool.ts';

/**
 * PyTorch's caching allocator with its default settings (c10/cuda/CUDACachingAllocator.cpp), on numbers instead of memory: sizes are
 * rounded up to 512 bytes; what is at most 1 MiB comes from segments of 2 MiB, what is below 10 MiB from segments of 20 MiB, and
 * the rest from a segment of its own, rounded up to 2 MiB. The smallest free block that is large enough is taken, and split
 * where enough is left. A free block joins its free neighbours. A segment goes back to the card only when all is asked for.
 */

/** Bytes of a unit, in which all sizes are counted: so they are small integers, which V8 adds up without making garbage. */
const unit = 512;
const MiB = 2 ** 20 / unit;
const small = { most: MiB, segment: 2 * MiB };
const medium = { below: 10 * MiB, segment: 20 * MiB };
const largeRounding = 2 * MiB;

/** What a piece of memory is for. */
export const parts = ['weights', 'adapter', 'gradients', 'optimizer', 'activations', 'buckets', 'workspace'] as const;
export type Part = (typeof parts)[number];
const places = {
  weights: 0,
  adapter: 1,
  gradients: 2,
  optimizer: 3,
  activations: 4,
  buckets: 5,
  workspace: 6,
} as const;

/** The highest that a phase has seen, in bytes: of blocks in use, with what they were for, and of segments. */
export type Peak = {
  readonly allocated: number;
  readonly reserved: number;
  readonly parts: Readonly<Record<Part, number>>;
};

export type { Block };

/** Units of blocks in use, of them by the place of their part, and of segments. */
type Filled = { allocated: number; reserved: number; readonly live: number[] };

export type Allocator = Filled & {
  readonly blocks: Blocks;
  readonly pools: { readonly small: Pool; readonly large: Pool };
  /** By block: the place of what it is for, and of whose segments it is. */
  readonly part: number[];
  readonly isSmall: boolean[];
  /** The highest, by phase, and of the phase that runs. */
  readonly highest: Map<string, Filled>;
  high: Filled;
};

const nothing = (): Filled => ({ allocated: 0, reserved: 0, live: parts.map(() => 0) });

export const createAllocator = (): Allocator => {
  const blocks = createBlocks();
  return {
    ...nothing(),
    blocks,
    pools: { small: createPool(blocks), large: createPool(blocks) },
    part: [0],
    isSmall: [false],
    highest: new Map(),
    high: nothing(),
  };
};

export const unitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / unit));

/** A block of so many units. */
export const allocate = (allocator: Allocator, units: number, part: Part): Block => {
  const { blocks, pools, live } = allocator;
  const isSmall = units <= small.most;
  const pool = isSmall ? pools.small : pools.large;
  const spare = isSmall ? 0 : small.most;
  let block = pool.take(units, spare);
  if (block === nobody) {
    newSegment(allocator, pool, segmentFor(units));
    block = pool.take(units, spare);
  }
  const taken = blocks.size[block] as number;
  const place = places[part];
  allocator.isSmall[block] = isSmall;
  allocator.part[block] = place;
  allocator.allocated += taken;
  live[place] = (live[place] as number) + taken;
  mark(allocator);
  return block;
};

export const free = (allocator: Allocator, block: Block): void => {
  const { blocks, pools, live } = allocator;
  const size = blocks.size[block] as number;
  const place = allocator.part[block] as number;
  allocator.allocated -= size;
  live[place] = (live[place] as number) - size;
  (allocator.isSmall[block] ? pools.small : pools.large).giveBack(block);
};

/** Memory that turns out to be for something else. */
export const relabel = ({ live, blocks, part }: Allocator, block: Block, now: Part): void => {
  const size = blocks.size[block] as number;
  const before = part[block] as number;
  const after = places[now];
  live[before] = (live[before] as number) - size;
  live[after] = (live[after] as number) + size;
  part[block] = after;
};

/** What happens from now on belongs to a phase; peaks are kept for each. */
export const enter = (allocator: Allocator, phase: string): void => {
  const { highest, allocated, reserved, live } = allocator;
  const high = highest.get(phase) ?? { allocated, reserved, live: [...live] };
  highest.set(phase, high);
  allocator.high = high;
  mark(allocator);
};

export const reservedBytes = ({ reserved }: Filled): number => reserved * unit;
export const allocatedBytes = ({ allocated }: Filled): number => allocated * unit;

/** By phase. */
export const peaksOf = ({ highest }: Allocator): ReadonlyMap<string, Peak> =>
  new Map(
    [...highest].map(([phase, filled]) => {
      const byPart = parts.map((part, place) => [part, (filled.live[place] as number) * unit]);
      return [
        phase,
        { allocated: allocatedBytes(filled), reserved: reservedBytes(filled), parts: Object.fromEntries(byPart) },
      ];
    }),
  );

const mark = ({ high, allocated, reserved, live }: Allocator): void => {
  if (allocated > high.allocated) {
    high.allocated = allocated;
    for (let place = 0; place < live.length; place++) high.live[place] = live[place] as number;
  }
  if (reserved > high.reserved) high.reserved = reserved;
};

/** Segments lie behind each other, in the order in which they were asked for. */
const newSegment = (allocator: Allocator, pool: Pool, units: number): void => {
  pool.addSegment(allocator.reserved, units);
  allocator.reserved += units;
};

const segmentFor = (units: number): number => {
  if (units <= small.most) return small.segment;
  return units < medium.below ? medium.segment : Math.ceil(units / largeRounding) * largeRounding;
};
