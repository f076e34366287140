import { type Block, type Blocks, nobody } from './blocks.ts';

/** The free blocks of one kind of segment, in the order of size, then address. */
export type Pool = {
  /** A free block without neighbours. */
  readonly addSegment: (address: number, units: number) => void;
  /**
   * The smallest free block that is large enough, of equal ones the one of the lowest address; of a block with more than `spare` units too
   * many the first part alone. It is in use from now on. Nobody where none is large enough.
   */
  readonly take: (units: number, spare: number) => Block;
  /** Frees a block; free neighbours become one. */
  readonly giveBack: (block: Block) => void;
};

export const createPool = (blocks: Blocks): Pool => {
  const { size, before, after, isFree, newBlock, firstOf, swallow } = blocks;
  const { placeFor, placeOf, at, takeOut, putIn, shrunk, grown } = createOrder(blocks);
  const grow = (block: Block, neighbour: Block): void => {
    const place = placeOf(block);
    swallow(block, neighbour);
    grown(place);
  };
  return {
    addSegment: (address, units) => putIn(newBlock(address, units)),
    take: (units, spare) => {
      const place = placeFor(units);
      const block = at(place);
      if (block === nobody) return nobody;
      if ((size[block] as number) - units <= spare) {
        takeOut(place);
        return block;
      }
      const first = firstOf(block, units);
      shrunk(place);
      return first;
    },
    giveBack: (block) => {
      const left = before[block] as Block;
      const right = after[block] as Block;
      if (isFree[left]) {
        if (isFree[right]) {
          takeOut(placeOf(right));
          swallow(block, right);
        }
        grow(left, block);
      } else if (isFree[right]) grow(right, block);
      else putIn(block);
    },
  };
};

type Order = {
  /** Where the smallest stands that has so many units. */
  readonly placeFor: (units: number) => number;
  readonly placeOf: (block: Block) => number;
  /** Nobody behind the last one. */
  readonly at: (place: number) => Block;
  readonly takeOut: (place: number) => void;
  readonly putIn: (block: Block) => void;
  /** One whose size is another now goes where it belongs. */
  readonly shrunk: (place: number) => void;
  readonly grown: (place: number) => void;
};

const createOrder = ({ size, address, isFree }: Blocks): Order => {
  let order = new Int32Array(256);
  let count = 0;
  /** Where one of this size and address stands, or would stand, if not before a place. */
  const search = (low: number, units: number, from: number): number => {
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
  const placeOf = (block: Block): number => search(0, size[block] as number, address[block] as number);
  return {
    placeFor: (units) => search(0, units, 0),
    placeOf,
    at: (place) => (place < count ? (order[place] as Block) : nobody),
    takeOut: (place) => {
      isFree[order[place] as Block] = false;
      order.copyWithin(place, place + 1, count);
      count--;
    },
    putIn: (block) => {
      if (count === order.length) {
        const wider = new Int32Array(2 * count);
        wider.set(order);
        order = wider;
      }
      const place = placeOf(block);
      order.copyWithin(place + 1, place, count);
      order[place] = block;
      count++;
      isFree[block] = true;
    },
    shrunk: (place) => {
      const block = order[place] as Block;
      const to = placeOf(block);
      order.copyWithin(to + 1, to, place);
      order[to] = block;
    },
    grown: (place) => {
      const block = order[place] as Block;
      const to = search(place + 1, size[block] as number, address[block] as number) - 1;
      order.copyWithin(place, place + 1, to + 1);
      order[to] = block;
    },
  };
};
