/** One-based lines of a text that another text does not have in their place: changed, or taken out. */
export const changedLines = (text: string, other: string): readonly number[] => {
  const [from, to] = [text.split('\n'), other.split('\n')];
  const head = commonStart(from, to);
  const tail = commonStart(from.slice(head).reverse(), to.slice(head).reverse());
  const middle = { from: from.slice(head, from.length - tail), to: to.slice(head, to.length - tail) };
  const kept = longestCommon(middle.from, middle.to);
  return middle.from.flatMap((_, index) => (kept.has(index) ? [] : [head + index + 1]));
};

const commonStart = (from: readonly string[], to: readonly string[]): number => {
  const end = from.findIndex((line, index) => line !== to[index]);
  return end < 0 ? from.length : end;
};

/** Which lines of `from` stand in the longest common subsequence with `to`. */
const longestCommon = (from: readonly string[], to: readonly string[]): ReadonlySet<number> => {
  const width = to.length + 1;
  const lengths = new Uint32Array((from.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = from.length - 1; row >= 0; row--)
    for (let column = to.length - 1; column >= 0; column--)
      lengths[row * width + column] =
        from[row] === to[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  const kept = new Set<number>();
  for (let row = 0, column = 0; row < from.length && column < to.length; ) {
    if (from[row] === to[column]) {
      kept.add(row);
      row++;
      column++;
    } else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return kept;
};
