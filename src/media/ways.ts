import type { DatasetPlan, Plan } from '../plan/pipeline.ts';
import { told } from './captioned.ts';
import { isExcluded } from './exclude.ts';
import { type Clip, rateOf, type Video } from './inventory.ts';
import type { Looking } from './looking.ts';
import { isLeftOut, type Sampling, samplesOf } from './sampling.ts';
import { shownBy } from './shown.ts';
import { picturesOf } from './ticks.ts';

/** One way in which the frame policy of a dataset turns clips into samples, shown by the first clip that it treats so. */
export type Way = {
  /** The words that act: `above_rate = drop, longer = head`. */
  readonly policy: string;
  /** How many clips it is done to. */
  readonly clips: number;
  /** One of them, and what its first sample is said to show. */
  readonly clip: string;
  readonly caption: string;
  readonly seconds: number;
  readonly rate: number;
  /** Pictures of the clip; for each frame of its first sample the one that it shows, from 0, between two where it is made up. */
  readonly frames: number;
  readonly shows: readonly number[];
  readonly sample_seconds: number;
  /** Samples that the clip gives. */
  readonly windows: number;
};

type Counted = Omit<Way, 'clips'> & { clips: number };

/** The ways that come up among the clips of each dataset, the most frequent first: of clips that are looked at one by one, nothing of them is kept. */
export const waysFor = (plan: Plan): Looking<ReadonlyMap<string, readonly Way[]>> => {
  const seen = new Map(Object.keys(plan.dataset).map((name) => [name, new Map<string, Counted>()]));
  return {
    look: (clip) => {
      const ways = seen.get(clip.dataset);
      const dataset = plan.dataset[clip.dataset];
      if (ways && dataset && !isExcluded(clip.path, dataset.exclude)) count(ways, { plan, dataset, clip });
    },
    seen: () => new Map([...seen].map(([name, ways]) => [name, frequent(ways)])),
  };
};

const frequent = (ways: ReadonlyMap<string, Way>): Way[] => [...ways.values()].sort((a, b) => b.clips - a.clips);

type Of = { readonly plan: Plan; readonly dataset: DatasetPlan; readonly clip: Clip };

const count = (ways: Map<string, Counted>, { plan, dataset, clip }: Of): void => {
  const { video, path } = told(clip, dataset);
  const sampling = samplesOf(clip, dataset, plan.frames);
  if (!video || !sampling || isLeftOut(sampling)) return;
  const policy = sampling.acted.map((word) => `${word} = ${nameOf(dataset.frames[word])}`).join(', ') || 'as it is';
  const known = ways.get(policy);
  if (known) known.clips++;
  else
    ways.set(policy, {
      ...{ policy, clips: 1, clip: path, caption: sampling.windows[0]?.caption ?? '' },
      ...{ seconds: video.duration, rate: rateOf(video), frames: picturesOf(video) },
      shows: firstSample(video, sampling, plan.frames.count),
      ...{ sample_seconds: plan.frames.count / plan.frames.rate, windows: sampling.windows.length },
    });
};

const nameOf = (policy: string | { readonly kind: string }): string =>
  typeof policy === 'string' ? policy : policy.kind;

const firstSample = (video: Video, { takes }: Sampling, ticks: number): readonly number[] => {
  const [take] = takes;
  const start = take?.windows[0]?.start ?? 0;
  return take ? shownBy(video, take, { start, count: ticks }).map(({ picture }) => picture) : [];
};
