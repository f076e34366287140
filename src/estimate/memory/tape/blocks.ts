/**
 * A piece of memory is a number, and what is known of it stands in columns: a tape places tens of thousands of them, most of them before
 * V8 has optimized this. So nothing here makes an object, and functions find in what they close over what they would have to look up in one.
 */
export type Block = number;

/** Beyond the ends of a segment: never free. */
export const nobody: Block = 0;

type Columns = {
  readonly size: number[];
  /** Orders blocks of one size, as pointers do. */
  readonly address: number[];
  readonly before: Block[];
  readonly after: Block[];
  readonly isFree: boolean[];
  /** Numbers of blocks that are part of others now. */
  readonly unused: Block[];
};

export type Blocks = Omit<Columns, 'unused'> & {
  /** In use, without neighbours. */
  readonly newBlock: (from: number, units: number) => Block;
  /** The first units of a block, which keeps the rest. */
  readonly firstOf: (block: Block, units: number) => Block;
  /** A block takes over its neighbour, before or behind it. */
  readonly swallow: (block: Block, neighbour: Block) => void;
};

export const createBlocks = (): Blocks => {
  const columns = { size: [0], address: [0], before: [nobody], after: [nobody], isFree: [false], unused: [] };
  const newBlock = creating(columns);
  return { ...columns, newBlock, firstOf: splitting(columns, newBlock), swallow: merging(columns) };
};

const creating =
  ({ size, address, before, after, isFree, unused }: Columns): Blocks['newBlock'] =>
  (from, units) => {
    const block = unused.length > 0 ? (unused.pop() as Block) : size.length;
    size[block] = units;
    address[block] = from;
    before[block] = nobody;
    after[block] = nobody;
    isFree[block] = false;
    return block;
  };

const splitting =
  ({ size, address, before, after }: Columns, newBlock: Blocks['newBlock']): Blocks['firstOf'] =>
  (block, units) => {
    const from = address[block] as number;
    const previous = before[block] as Block;
    const first = newBlock(from, units);
    before[first] = previous;
    if (previous !== nobody) after[previous] = first;
    after[first] = block;
    before[block] = first;
    address[block] = from + units;
    size[block] = (size[block] as number) - units;
    return first;
  };

const merging =
  ({ size, address, before, after, unused }: Columns): Blocks['swallow'] =>
  (block, neighbour) => {
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
