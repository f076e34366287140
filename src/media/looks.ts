import { add, type Group, group } from './group.ts';
import type { Clip } from './inventory.ts';
import type { Stretch } from './looked.ts';

/** What `cogx scan --look` has seen of clips that give samples. */
export type Looks = {
  /** Clips that it looked at. */
  readonly clips: number;
  /** Clips of which a sample has a cut inside, stands still, or is black for too long; and those with bars in their pictures. */
  readonly cut: Group;
  readonly frozen: Group;
  readonly black: Group;
  readonly bars: Group;
};

export const noLooks = () => ({ clips: 0, cut: group(), frozen: group(), black: group(), bars: group() });

/** A sample that stands still for half of its time teaches standing still; a tenth in black is more than a fade. */
const bounds = { frozen: 0.5, black: 0.1 };

/** Seconds: a cut on the edge of a sample is outside it, and one on the edge of black is where black begins or ends. */
const edge = 0.05;

type Shown = { readonly shown: { readonly start: number; readonly end: number } };

export const countLooks = (
  looks: ReturnType<typeof noLooks>,
  { path, looked }: Clip,
  samples: readonly Shown[],
): void => {
  if (!looked) return;
  looks.clips++;
  const { cuts, frozen, black, bars } = looked;
  const some = (is: (start: number, end: number) => boolean): boolean =>
    samples.some(({ shown }) => is(shown.start, shown.end));
  const isBlack = some((start, end) => share(black, start, end) >= bounds.black);
  const inside = cuts.filter((cut) => !black.flat().some((turn) => Math.abs(turn - cut) < edge));
  if (some((start, end) => inside.some((cut) => cut > start + edge && cut < end - edge))) add(looks.cut, path);
  if (isBlack) add(looks.black, path);
  else if (some((start, end) => share(frozen, start, end) >= bounds.frozen)) add(looks.frozen, path);
  if (bars) add(looks.bars, path);
};

/** How much of a span lies in stretches. */
const share = (stretches: readonly Stretch[], start: number, end: number): number => {
  const inside = stretches.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, end) - Math.max(from, start)), 0);
  return inside / Math.max(end - start, 1e-9);
};
