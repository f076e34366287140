/**
 * PyTorch's caching allocator with its default settings (c10/cuda/CUDACachingAllocator.cpp), on numbers instead of memory: sizes are
 * rounded up to 512 bytes; what is at most 1 MiB comes from segments of 2 MiB, what is below 10 MiB from segments of 20 MiB, and
 * the rest from a segment of its own, rounded up to 2 MiB. The smallest free block that is large enough is taken, and split
 * where enough is left. A free block joins its free neighbours. A segment goes back to the card only when all is asked for.
 */
const MiB = 2 ** 20;
const rounding = 512;
const small = { most: MiB, segment: 2 * MiB };
const medium = { below: 10 * MiB, segment: 20 * MiB };
const largeRounding = 2 * MiB;

/** What a piece of memory is for. */
export const parts = ['weights', 'adapter', 'gradients', 'optimizer', 'activations', 'buckets', 'workspace'] as const;
export type Part = (typeof parts)[number];

export type Block = {
  readonly pool: Pool;
  /** Orders blocks of one size, as pointers do. */
  readonly address: number;
  size: number;
  part: Part;
  isFree: boolean;
  before: Block | undefined;
  after: Block | undefined;
};

/** Free blocks in the order of size, then address. */
type Pool = { readonly isSmall: boolean; readonly free: Block[] };

/** The highest that a phase has seen, in bytes: of blocks in use, with what they were for, and of segments. */
export type Peak = { allocated: number; reserved: number; readonly parts: Record<Part, number> };

export type Allocator = {
  readonly pools: { readonly small: Pool; readonly large: Pool };
  /** Bytes in use, by what they are for. */
  readonly live: Record<Part, number>;
  /** By phase. */
  readonly peaks: Map<string, Peak>;
  phase: string;
  segments: number;
  reserved: number;
  allocated: number;
};

export const createAllocator = (): Allocator => ({
  pools: { small: { isSmall: true, free: [] }, large: { isSmall: false, free: [] } },
  live: { weights: 0, adapter: 0, gradients: 0, optimizer: 0, activations: 0, buckets: 0, workspace: 0 },
  peaks: new Map(),
  phase: '',
  segments: 0,
  reserved: 0,
  allocated: 0,
});

/** Bytes → a block for them. */
export const allocate = (allocator: Allocator, bytes: number, part: Part): Block => {
  const size = sizeFor(bytes);
  const pool = size <= small.most ? allocator.pools.small : allocator.pools.large;
  const place = placeIn(pool, size, -1);
  const block = place < pool.free.length ? takeAt(pool, place) : newSegment(allocator, pool, size);
  split(block, size);
  block.isFree = false;
  block.part = part;
  allocator.allocated += block.size;
  allocator.live[part] += block.size;
  mark(allocator);
  return block;
};

export const free = (allocator: Allocator, block: Block): void => {
  allocator.allocated -= block.size;
  allocator.live[block.part] -= block.size;
  let whole = block;
  if (block.before?.isFree) {
    whole = block.before;
    takeOut(whole);
    join(whole, block);
  }
  const { after } = whole;
  if (after?.isFree) {
    takeOut(after);
    join(whole, after);
  }
  putBack(whole);
};

/** Memory that turns out to be for something else. */
export const relabel = ({ live }: Allocator, block: Block, part: Part): void => {
  live[block.part] -= block.size;
  live[part] += block.size;
  block.part = part;
};

/** What happens from now on belongs to a phase; peaks are kept for each. */
export const enter = (allocator: Allocator, phase: string): void => {
  allocator.phase = phase;
  mark(allocator);
};

const mark = ({ peaks, phase, allocated, reserved, live }: Allocator): void => {
  const peak = peaks.get(phase);
  if (!peak) peaks.set(phase, { allocated, reserved, parts: { ...live } });
  else {
    if (allocated > peak.allocated) {
      peak.allocated = allocated;
      for (const part of parts) peak.parts[part] = live[part];
    }
    if (reserved > peak.reserved) peak.reserved = reserved;
  }
};

const newSegment = (allocator: Allocator, pool: Pool, size: number): Block => {
  const bytes = segmentFor(size);
  allocator.reserved += bytes;
  allocator.segments++;
  return blockOf(pool, allocator.segments * 2 ** 44, bytes);
};

// All are made alike, field by field: there are tens of thousands of them.
const blockOf = (pool: Pool, address: number, size: number): Block => ({
  pool,
  address,
  size,
  part: 'activations',
  isFree: false,
  before: undefined,
  after: undefined,
});

const sizeFor = (bytes: number): number => Math.max(rounding, Math.ceil(bytes / rounding) * rounding);

const segmentFor = (size: number): number => {
  if (size <= small.most) return small.segment;
  return size < medium.below ? medium.segment : Math.ceil(size / largeRounding) * largeRounding;
};

const comes = (block: Block, size: number, address: number): boolean =>
  block.size < size || (block.size === size && block.address < address);

/** Where a block of this size and address stands among the free ones, or would stand. */
const placeIn = ({ free }: Pool, size: number, address: number): number => {
  let [low, high] = [0, free.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comes(free[middle] as Block, size, address)) low = middle + 1;
    else high = middle;
  }
  return low;
};

const putBack = (block: Block): void => {
  block.isFree = true;
  const { free } = block.pool;
  const place = placeIn(block.pool, block.size, block.address);
  free.push(block);
  for (let at = free.length - 1; at > place; at--) free[at] = free[at - 1] as Block;
  free[place] = block;
};

const takeOut = (block: Block): void => {
  takeAt(block.pool, placeIn(block.pool, block.size, block.address));
};

const takeAt = ({ free }: Pool, place: number): Block => {
  const block = free[place] as Block;
  // By hand: splice makes an array of what it takes out, and copyWithin is slow on arrays of objects.
  for (let at = place + 1; at < free.length; at++) free[at - 1] = free[at] as Block;
  free.pop();
  return block;
};

/** Leaves the first `size` bytes in the block, where what is left over is worth keeping. */
const split = (block: Block, size: number): void => {
  const left = block.size - size;
  if (block.pool.isSmall ? left < rounding : left <= small.most) return;
  const rest = blockOf(block.pool, block.address + size, left);
  rest.before = block;
  rest.after = block.after;
  if (rest.after) rest.after.before = rest;
  block.size = size;
  block.after = rest;
  putBack(rest);
};

/** Joins a block with the one behind it, which stands in no pool any more. */
const join = (block: Block, behind: Block): void => {
  block.size += behind.size;
  block.after = behind.after;
  if (block.after) block.after.before = block;
};
