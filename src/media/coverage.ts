/** Seconds from the clip's first frame, half open. */
export type Seconds = { readonly start: number; readonly end: number };

const lengthOf = ({ start, end }: Seconds): number => Math.max(0, end - start);

/** The same moments, in order, each once. */
const union = (spans: readonly Seconds[]): Seconds[] => {
  const whole: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else whole.push({ start, end });
  }
  return whole;
};

export const secondsOf = (spans: readonly Seconds[]): number =>
  union(spans).reduce((sum, span) => sum + lengthOf(span), 0);

export const overlap = (one: Seconds, other: Seconds): number =>
  lengthOf({ start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) });

/** The smaller of: how much of what is described is shown, how much of what is shown is described. */
export const coverageOf = (shown: Seconds, described: readonly Seconds[]): number => {
  const parts = union(described);
  const both = parts.reduce((sum, part) => sum + overlap(shown, part), 0);
  const longest = Math.max(lengthOf(shown), secondsOf(parts));
  return longest > 0 ? Math.min(1, both / longest) : 0;
};
