/** Where each line of a text begins. Many places of one text are asked for, one after the other: the last text is kept. */
const startsOf = (text: string): readonly number[] => {
  if (last?.text === text) return last.starts;
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  last = { text, starts };
  return starts;
};

let last: { readonly text: string; readonly starts: readonly number[] } | undefined;

/** One-based line of an offset, and where that line begins. */
export const lineOf = (text: string, offset: number): { line: number; start: number } => {
  const starts = startsOf(text);
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, start: starts[low] ?? 0 };
};
