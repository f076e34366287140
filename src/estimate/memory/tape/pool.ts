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
  const { placeFor, placeOf, at, takeOut, putIn } = createOrder(blocks);
  const grow = (block: Block, neighbour: Block): void => {
    takeOut(placeOf(block));
    swallow(block, neighbour);
    putIn(block);
  };
  return {
    addSegment: (address, units) => putIn(newBlock(address, units)),
    take: (units, spare) => {
      const place = placeFor(units);
      const block = at(place);
      if (block === nobody) return nobody;
      takeOut(place);
      if ((size[block] as number) - units <= spare) return block;
      const first = firstOf(block, units);
      putIn(block);
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
};

const createOrder = ({ size, address, isFree }: Blocks): Order => {
  let order = new Int32Array(256);
  let count = 0;
  /** Where one of this size and address stands, or would stand. */
  const search = (units: number, from: number): number => {
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
  const placeOf = (block: Block): number => search(size[block] as number, address[block] as number);
  return {
    placeFor: (units) => search(units, 0),
    placeOf,
    at: (place) => (place < count ? (order[place] as Block) : nobody),
    takeOut: (place) => {
      isFree[order[place] as Block] = false;
      order.copyWithin(place, place + 1, count);
      count--;
    },
    putIn: (block) => {
      if (count === order.length) order = twiceAsLong(order);
      const place = placeOf(block);
      order.copyWithin(place + 1, place, count);
      order[place] = block;
      count++;
      isFree[block] = true;
    },
  };
};

const twiceAsLong = (numbers: Int32Array): Int32Array<ArrayBuffer> => {
  const longer = new Int32Array(2 * numbers.length);
  longer.set(numbers);
  return longer;
};
