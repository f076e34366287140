import type { Size, SizeFacts } from '../../models/model.ts';

/** What can be wrong with a size; the first that applies is the one to tell. */
export type SizeProblem = 'not-divisible' | 'portrait' | 'other';

export const sizeProblem = (sizes: SizeFacts, { width, height }: Size): SizeProblem | undefined => {
  if (width % sizes.multiple !== 0 || height % sizes.multiple !== 0) return 'not-divisible';
  const { native } = sizes;
  if (sizes.kind === 'fixed') {
    if (width === native.width && height === native.height) return undefined;
    return height > width ? 'portrait' : 'other';
  }
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  if (short !== sizes.short_side || long > sizes.longest_side) return 'other';
  return height > width ? 'portrait' : undefined;
};

/** The legal size that keeps most of the shape. */
export const nearestSize = (sizes: SizeFacts, { width, height }: Size): Size => {
  if (sizes.kind === 'fixed' || width === 0 || height === 0) return sizes.native;
  const ratio = Math.max(width, height) / Math.min(width, height);
  const rounded = Math.round((sizes.short_side * ratio) / sizes.multiple) * sizes.multiple;
  const long = Math.min(sizes.longest_side, Math.max(sizes.short_side, rounded));
  return width >= height ? { width: long, height: sizes.short_side } : { width: sizes.short_side, height: long };
};
