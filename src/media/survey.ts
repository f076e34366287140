import { models } from '../models/models.ts';
import type { DatasetPlan, Plan } from '../plan/pipeline.ts';
import { captioned, told } from './captioned.ts';
import { isExcluded } from './exclude.ts';
import { placementOf } from './geometry.ts';
import { add, type Counting, type Group, group } from './group.ts';
import { type Clip, rateOf, type Video } from './inventory.ts';
import { type Act, isLeftOut, type LeftOut, type Sampling, sample } from './sampling.ts';
import { countTexts, noTexts, type Texts } from './texts.ts';

export type { Group } from './group.ts';

/** What an inventory gives under a plan's policies, counted in one pass: nothing grows with the number of clips. */
export type Survey = { readonly datasets: Readonly<Record<string, DatasetSurvey>>; readonly samples: number };

export type DatasetSurvey = {
  /** Entries of the inventory. */
  readonly clips: number;
  readonly damaged: Group;
  /** Damaged, because they are single pictures. */
  readonly still: Group;
  readonly captionless: Group;
  /** Left out by a policy: by what, and which. */
  readonly left_out: Readonly<Record<LeftOut['reason'], Group>>;
  /** Clips that give samples, and the samples they give (repeats not counted). */
  readonly kept: number;
  readonly samples: number;
  /** Samples whose coverage is below `captions.coverage`, and below 80 %. */
  readonly below_coverage: Group;
  readonly below_four_fifths: Group;
  /** The lowest coverage of a sample; 1 where there is none. */
  readonly least_coverage: number;
  /** Clips that play at less than 0.8 or more than 1.25 of their speed. */
  readonly off_speed: Group;
  /** Clips of less than three quarters of the rate, whose frames are shown twice. */
  readonly stuttering: Group;
  /** Clips whose tail is a held frame for more than one tick. */
  readonly frozen_tail: Group;
  /** Clips of which `cover` cuts more than a quarter of the picture, or `stretch` distorts by more than 5 %. */
  readonly cropped: Group;
  readonly stretched: Group;
  /** Clips of which a sample has more than twice the pixels. */
  readonly upscaled: Group;
  /** What their captions are like. */
  readonly texts: Texts;
  /** Clips cut into several windows under one untimed caption. */
  readonly one_caption_for_windows: Group;
  /** How many clips each word of the frame policy acted on: `above_rate`, `below_rate`, `longer`, `shorter`. */
  readonly acted: Readonly<Record<Act, number>>;
};

type Count = Counting<DatasetSurvey>;

/** One pass over the inventory. Entries of datasets that the plan does not have count for nothing. */
export const survey = (plan: Plan, clips: Iterable<Clip>): Survey => {
  const datasets = Object.fromEntries(Object.keys(plan.dataset).map((name) => [name, empty()]));
  for (const clip of clips) {
    const dataset = Object.hasOwn(plan.dataset, clip.dataset) ? plan.dataset[clip.dataset] : undefined;
    const count = datasets[clip.dataset];
    if (dataset && count && !isExcluded(clip.path, dataset.exclude))
      countClip({ plan, dataset, count }, told(clip, dataset));
  }
  const samples = Object.values(datasets).reduce((sum, each) => sum + each.samples, 0);
  return { datasets, samples };
};

const empty = (): Count => ({
  clips: 0,
  damaged: group(),
  still: group(),
  captionless: group(),
  left_out: { 'above-rate': group(), 'below-rate': group(), longer: group(), shorter: group() },
  kept: 0,
  samples: 0,
  below_coverage: group(),
  below_four_fifths: group(),
  least_coverage: 1,
  off_speed: group(),
  stuttering: group(),
  frozen_tail: group(),
  cropped: group(),
  stretched: group(),
  upscaled: group(),
  texts: noTexts(),
  one_caption_for_windows: group(),
  acted: { above_rate: 0, below_rate: 0, longer: 0, shorter: 0 },
});

type Into = { readonly plan: Plan; readonly dataset: DatasetPlan; readonly count: Count };

const countClip = ({ plan, dataset, count }: Into, clip: Clip): void => {
  count.clips++;
  const { video } = clip;
  if (!video) {
    add(count.damaged, clip.path);
    if (clip.damage?.reason === 'still-picture') add(count.still, clip.path);
  } else if (clip.captions.length === 0) add(count.captionless, clip.path);
  else {
    const sampling = sample(video, dataset.frames, plan.frames);
    for (const act of sampling.acted) count.acted[act]++;
    if (isLeftOut(sampling)) add(count.left_out[sampling.reason], clip.path);
    else {
      count.kept++;
      countSamples({ plan, dataset, count }, clip, sampling);
      countPicture({ plan, dataset, count }, clip.path, video);
      countTexts(count.texts, clip, models[plan.model.kind].text.tokens);
    }
  }
};

const countSamples = ({ plan, dataset, count }: Into, clip: Clip, sampling: Sampling): void => {
  const windows = captioned(clip, sampling, plan.frames);
  count.samples += windows.length;
  for (const { coverage } of windows) {
    count.least_coverage = Math.min(count.least_coverage, coverage);
    if (falls(coverage, dataset.captions.coverage)) add(count.below_coverage, clip.path);
    if (falls(coverage, 0.8)) add(count.below_four_fifths, clip.path);
  }
  const untimed = clip.captions.every(({ start, end }) => start === undefined && end === undefined);
  if (windows.length > 1 && untimed) add(count.one_caption_for_windows, clip.path);
  if (sampling.speed < 0.8 || sampling.speed > 1.25) add(count.off_speed, clip.path);
  const rate = clip.video ? rateOf(clip.video) : plan.frames.rate;
  if (dataset.frames.below_rate === 'duplicate' && rate < 0.75 * plan.frames.rate) add(count.stuttering, clip.path);
  if (sampling.added.kind === 'hold' && sampling.added.ticks > 1) add(count.frozen_tail, clip.path);
};

/** A float's dust below the bound is not below it. */
const falls = (coverage: number, bound: number | null): boolean => bound !== null && coverage < bound - 1e-9;

const countPicture = ({ plan, dataset, count }: Into, path: string, video: Video): void => {
  const { cut, distortion, scaled } = placementOf(video, dataset.frames, plan.frames.size);
  if (cut > 0.25) add(count.cropped, path);
  if (distortion > 0.05) add(count.stretched, path);
  if (scaled.width * scaled.height > 2 * video.width * video.height) add(count.upscaled, path);
};
