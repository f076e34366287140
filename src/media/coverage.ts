import type { Caption, Video } from './inventory.ts';

/** Seconds from the clip's first frame, half open. */
export type Seconds = { readonly start: number; readonly end: number };

/** The smaller of: how much of what is described is shown, how much of what is shown is described. */
export const coverageOf = (shown: Seconds, described: Seconds): number => {
  const both = Math.min(shown.end, described.end) - Math.max(shown.start, described.start);
  const longest = Math.max(shown.end - shown.start, described.end - described.start);
  return longest > 0 ? Math.min(1, Math.max(0, both / longest)) : 0;
};

/** What a caption describes: the whole clip where it has no times. */
export const describedBy = (caption: Caption, video: Video): Seconds => ({
  start: Math.max(0, caption.start ?? 0),
  end: Math.min(video.duration, caption.end ?? video.duration),
});

export type Best = { readonly caption: Caption; readonly coverage: number };

/** The caption that fits best what a window shows; the first of equals. */
export const bestCaption = (captions: readonly Caption[], shown: Seconds, video: Video): Best | undefined => {
  let best: Best | undefined;
  for (const caption of captions) {
    const coverage = coverageOf(shown, describedBy(caption, video));
    if (!best || coverage > best.coverage) best = { caption, coverage };
  }
  return best;
};
