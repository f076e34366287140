import { told } from '../media/captioned.ts';
import { isExcluded } from '../media/exclude.ts';
import { placementOf } from '../media/geometry.ts';
import type { Clip, Video } from '../media/inventory.ts';
import { wordsOf } from '../media/language.ts';
import type { Looking } from '../media/looking.ts';
import { isLeftOut, samplesOf } from '../media/sampling.ts';
import type { DatasetPlan, Plan } from '../plan/pipeline.ts';

/** What the samples of a dataset keep of texts and pictures. */
export type Seen = {
  clips: number;
  /** Captions by their tokens. */
  readonly tokens: Map<number, number>;
  /** Summed over the clips: the share of the source's pixels that a sample has at most, and of the picture that is cut away. */
  kept: number;
  cut: number;
  /** Clips that are smaller than a sample. */
  enlarged: number;
};

/** T5 makes about four tokens of three English words, and one for the end. */
const tokensOf = (text: string): number => Math.ceil((wordsOf(text) * 4) / 3) + 1;

export const textsAndPictures = (plan: Plan): Looking<ReadonlyMap<string, Seen>> => {
  const all = new Map<string, Seen>();
  for (const name of Object.keys(plan.dataset))
    all.set(name, { clips: 0, tokens: new Map(), kept: 0, cut: 0, enlarged: 0 });
  return {
    look: (clip) => {
      const seen = all.get(clip.dataset);
      const dataset = plan.dataset[clip.dataset];
      if (seen && dataset && !isExcluded(clip.path, dataset.exclude)) countClip(seen, { plan, dataset, clip });
    },
    seen: () => all,
  };
};

type Of = { readonly plan: Plan; readonly dataset: DatasetPlan; readonly clip: Clip };

const countClip = (seen: Seen, { plan, dataset, clip }: Of): void => {
  const { video, captions } = told(clip, dataset);
  const sampling = samplesOf(clip, dataset, plan.frames);
  if (!video || !sampling || isLeftOut(sampling)) return;
  seen.clips++;
  for (const { text } of captions) {
    const tokens = tokensOf(text);
    seen.tokens.set(tokens, (seen.tokens.get(tokens) ?? 0) + 1);
  }
  countPicture(seen, { video, plan, dataset });
};

const countPicture = (seen: Seen, { video, plan, dataset }: { video: Video } & Omit<Of, 'clip'>): void => {
  const { size } = plan.frames;
  const { scaled, cut } = placementOf(video, dataset.frames, size);
  const share = (scaled.width * scaled.height) / (video.width * video.height);
  seen.cut += cut;
  seen.kept += Math.min(1, share) * (1 - cut);
  if (share > 1.0001) seen.enlarged++;
};
