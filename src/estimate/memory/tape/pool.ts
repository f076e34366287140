/**
 * A piece of memory is a number, and what is known of it stands in columns: a tape places tens of thousands of them, most of them before
 * V8 has compiled this, so nothing here makes an object or takes an array apart.
 */
export type Block = number;

/** Beyond the ends of a segment: never free. */
export const nobody: Block = 0;

export type Blocks = {
  readonly size: number[];
  /** Orders blocks of one size, as pointers do. */
  readonly address: number[];
  readonly before: Block[];
  readonly after: Block[];
  readonly isFree: boolean[];
  /** Numbers of blocks that are part of others now. */
  readonly unused: Block[];
};

export const createBlocks = (): Blocks => ({
  size: [0],
  address: [0],
  before: [nobody],
  after: [nobody],
  isFree: [false],
  unused: [],
});

/** The free blocks of one kind of segment, in the order of size, then address. */
export type Pool = { readonly blocks: Blocks; order: Int32Array; count: number };

export const createPool = (blocks: Blocks): Pool => ({ blocks, order: new Int32Array(256), count: 0 });

/** A free block without neighbours. */
export const addSegment = (pool: Pool, address: number, units: number): void => {
  putIn(pool, newBlock(pool.blocks, address, units));
};

/**
 * The smallest free block that is large enough, of equal ones the one of the lowest address; of a block with more than `spare` units too
 * many the first part alone. It is in use from now on. Nobody where none is large enough.
 */
export const take = (pool: Pool, units: number, spare: number): Block => {
  const { blocks, order } = pool;
  const place = placeIn(pool, units, 0);
  if (place === pool.count) return nobody;
  const block = order[place] as Block;
  if ((blocks.size[block] as number) - units <= spare) {
    takeOut(pool, place);
    return block;
  }
  const first = firstOf(blocks, block, units);
  settle(pool, place);
  return first;
};

/** Frees a block; free neighbours become one. */
export const giveBack = (pool: Pool, block: Block): void => {
  const { blocks } = pool;
  const left = blocks.before[block] as Block;
  const right = blocks.after[block] as Block;
  if (blocks.isFree[left]) {
    if (blocks.isFree[right]) {
      takeOut(pool, placeOf(pool, right));
      swallow(blocks, block, right);
    }
    grow(pool, left, block);
  } else if (blocks.isFree[right]) grow(pool, right, block);
  else putIn(pool, block);
};

const newBlock = ({ size, address, before, after, isFree, unused }: Blocks, from: number, units: number): Block => {
  const block = unused.length > 0 ? (unused.pop() as Block) : size.length;
  size[block] = units;
  address[block] = from;
  before[block] = nobody;
  after[block] = nobody;
  isFree[block] = false;
  return block;
};

/** The first units of a block, which keeps the rest. */
const firstOf = (blocks: Blocks, block: Block, units: number): Block => {
  const { size, address, before, after } = blocks;
  const from = address[block] as number;
  const previous = before[block] as Block;
  const first = newBlock(blocks, from, units);
  before[first] = previous;
  if (previous !== nobody) after[previous] = first;
  after[first] = block;
  before[block] = first;
  address[block] = from + units;
  size[block] = (size[block] as number) - units;
  return first;
};

/** A block takes over its neighbour, before or behind it. */
const swallow = ({ size, address, before, after, unused }: Blocks, block: Block, neighbour: Block): void => {
  const previous = before[neighbour] as Block;
  const next = after[neighbour] as Block;
  size[block] = (size[block] as number) + (size[neighbour] as number);
  if (next === block) {
    address[block] = address[neighbour] as number;
    before[block] = previous;
    if (previous !== nobody) after[previous] = block;
  } else {
    after[block] = next;
    if (next !== nobody) before[next] = block;
  }
  unused.push(neighbour);
};

const grow = (pool: Pool, block: Block, neighbour: Block): void => {
  const place = placeOf(pool, block);
  swallow(pool.blocks, block, neighbour);
  settle(pool, place);
};

/** A free block whose size is another one now goes to its place. */
const settle = (pool: Pool, place: number): void => {
  const block = pool.order[place] as Block;
  const isPlaced = (place === 0 || isBefore(pool, place - 1)) && (place === pool.count - 1 || isBefore(pool, place));
  if (isPlaced) return;
  takeOut(pool, place);
  putIn(pool, block);
};

/** Whether the block at a place may stand before the next one. */
const isBefore = ({ blocks: { size, address }, order }: Pool, place: number): boolean => {
  const block = order[place] as Block;
  const next = order[place + 1] as Block;
  const more = (size[next] as number) - (size[block] as number);
  return more > 0 || (more === 0 && (address[block] as number) < (address[next] as number));
};

/** Where a free block of this size and address stands, or would stand. */
const placeIn = ({ blocks: { size, address }, order, count }: Pool, units: number, from: number): number => {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const block = order[middle] as Block;
    const more = (size[block] as number) - units;
    if (more < 0 || (more === 0 && (address[block] as number) < from)) low = middle + 1;
    else high = middle;
  }
  return low;
};

const placeOf = (pool: Pool, block: Block): number =>
  placeIn(pool, pool.blocks.size[block] as number, pool.blocks.address[block] as number);

const takeOut = (pool: Pool, place: number): void => {
  pool.blocks.isFree[pool.order[place] as Block] = false;
  pool.order.copyWithin(place, place + 1, pool.count);
  pool.count--;
};

const putIn = (pool: Pool, block: Block): void => {
  if (pool.count === pool.order.length) {
    const wider = new Int32Array(2 * pool.count);
    wider.set(pool.order);
    pool.order = wider;
  }
  const place = placeOf(pool, block);
  pool.order.copyWithin(place + 1, place, pool.count);
  pool.order[place] = block;
  pool.count++;
  pool.blocks.isFree[block] = true;
};
