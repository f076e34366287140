import { bestCaption } from './coverage.ts';
import type { Clip } from './inventory.ts';
import { exactRate } from './rate.ts';
import type { Sampling, Target, Window } from './sampling.ts';

/** One sample of a clip: its window, and the text that describes it best. */
export type Captioned = Window & { readonly caption: string };

/** The samples of a clip; none where it is damaged or has no caption. */
export const captioned = ({ video, captions }: Clip, sampling: Sampling, target: Target): Captioned[] => {
  if (!video) return [];
  const second = sampling.speed / exactRate(target.rate);
  return sampling.windows.flatMap(({ start }) => {
    const shown = { start: start * second, end: Math.min(video.duration, (start + target.count) * second) };
    const best = bestCaption(captions, shown, video);
    return best ? [{ start, coverage: best.coverage, caption: best.caption.text }] : [];
  });
};
