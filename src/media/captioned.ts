import type { DatasetPlan } from '../plan/pipeline.ts';
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

/**
 * A clip as its dataset takes it: without a caption it is said to show what the pipeline says of such clips, and the trigger stands
 * before each caption, a space between (not all trainers think of it).
 */
export const told = (clip: Clip, { captions: { missing, trigger } }: DatasetPlan): Clip => {
  const captions = missing && clip.captions.length === 0 ? [{ text: missing }] : clip.captions;
  if (trigger) return { ...clip, captions: captions.map((each) => ({ ...each, text: `${trigger} ${each.text}` })) };
  return captions === clip.captions ? clip : { ...clip, captions };
};
