import { models } from '../models/models.ts';
import type { DatasetPlan, Plan } from '../plan/pipeline.ts';
import { type Again, knowing } from './again.ts';
import { countTimes, noTimes, type Times } from './caption-faults.ts';
import { told } from './captioned.ts';
import { countPicture, noPictures, type Pictures } from './count-picture.ts';
import { isExcluded } from './exclude.ts';
import { countFootage, type Footage, noFootage } from './footage.ts';
import { add, type Counting, type Group, group } from './group.ts';
import { isHeldOut, placeOf } from './held-out.ts';
import { type Clip, rateOf } from './inventory.ts';
import { countLooks, type Looks, noLooks } from './looks.ts';
import { type Act, isLeftOut, type LeftOut, type Sampling, samplesOf } from './sampling.ts';
import { countTexts, noTexts, type Texts } from './texts.ts';

export type { Group } from './group.ts';

/** What an inventory gives under a plan's policies, counted in one pass: 16 to 32 bytes a clip, to know it again, are all that grows. */
export type Survey = { readonly datasets: Readonly<Record<string, DatasetSurvey>>; readonly samples: number };

export type DatasetSurvey = Pictures & {
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
  /** Of these, what is held out of training; and how much would have to be, for one clip to be. */
  readonly held_out: number;
  readonly least_share: number;
  /** Samples whose coverage is below `captions.coverage`, and below 80 %. */
  readonly below_coverage: Group;
  readonly below_four_fifths: Group;
  /** The lowest coverage of a sample; 1 where there is none. */
  readonly least_coverage: number;
  /** Clips that play at less than 0.8 or more than 1.25 of their speed. */
  readonly off_speed: Group;
  /** The lowest and the highest speed of a clip; 1 where there is none. */
  readonly speeds: { readonly least: number; readonly most: number };
  /** Clips of less than three quarters of the rate, whose frames are shown twice. */
  readonly stuttering: Group;
  /** Clips whose tail is a held frame for more than one tick. */
  readonly frozen_tail: Group;
  /** Clips with the content, the caption and the policy of one before: in the same dataset, and by the name of an earlier one. */
  readonly copies: Group;
  readonly shared: Readonly<Record<string, Group>>;
  /** What their captions are like. */
  readonly texts: Texts;
  /** What the times of their captions are like. */
  readonly times: Times;
  /** Clips cut into several windows under one untimed caption. */
  readonly one_caption_for_windows: Group;
  /** Clips with a timed caption that gives no sample, because its part of the clip is too short or too long, or not there. */
  readonly unsampled: Group;
  /** What was seen of their pictures, where somebody looked. */
  readonly looks: Looks;
  /** What the samples show of the clips, and how. */
  readonly footage: Footage;
  /** How many clips each word of the frame policy acted on. */
  readonly acted: Readonly<Record<Act, number>>;
};

type Count = Counting<DatasetSurvey>;

/** One pass over the inventory. Entries of datasets that the plan does not have count for nothing. */
export const survey = (plan: Plan, clips: Iterable<Clip>): Survey => {
  const names = Object.keys(plan.dataset);
  const datasets = Object.fromEntries(names.map((name) => [name, empty()]));
  const again = knowing(plan, names);
  for (const clip of clips) {
    const dataset = Object.hasOwn(plan.dataset, clip.dataset) ? plan.dataset[clip.dataset] : undefined;
    const count = datasets[clip.dataset];
    if (dataset && count && !isExcluded(clip.path, dataset.exclude)) countClip({ plan, dataset, count, again }, clip);
  }
  const samples = Object.values(datasets).reduce((sum, each) => sum + each.samples, 0);
  return { datasets, samples };
};

const empty = (): Count => ({
  clips: 0,
  damaged: group(),
  still: group(),
  captionless: group(),
  left_out: {
    'above-rate': group(),
    'below-rate': group(),
    longer: group(),
    shorter: group(),
    interlaced: group(),
    hdr: group(),
  },
  kept: 0,
  samples: 0,
  held_out: 0,
  least_share: 1,
  below_coverage: group(),
  below_four_fifths: group(),
  least_coverage: 1,
  off_speed: group(),
  speeds: { least: 1, most: 1 },
  stuttering: group(),
  frozen_tail: group(),
  copies: group(),
  shared: {},
  ...noPictures(),
  texts: noTexts(),
  times: noTimes(),
  one_caption_for_windows: group(),
  unsampled: group(),
  looks: noLooks(),
  footage: noFootage(),
  acted: { above_rate: 0, below_rate: 0, longer: 0, shorter: 0, interlaced: 0, hdr: 0 },
});

type Into = { readonly plan: Plan; readonly dataset: DatasetPlan; readonly count: Count };

const countClip = ({ plan, dataset, count, again }: Into & { readonly again: Again }, found: Clip): void => {
  const clip = told(found, dataset);
  count.clips++;
  const { video } = clip;
  if (!video) {
    add(count.damaged, clip.path);
    if (clip.damage?.reason === 'still-picture') add(count.still, clip.path);
    return;
  }
  countTimes(count.times, found);
  const sampling = samplesOf(found, dataset, plan.frames);
  if (!sampling) add(count.captionless, clip.path);
  else {
    for (const act of sampling.acted) count.acted[act]++;
    if (isLeftOut(sampling)) add(count.left_out[sampling.reason], clip.path);
    else {
      count.kept++;
      countSamples({ plan, dataset, count }, clip, sampling);
      countPicture(count, clip.path, { video, policy: dataset.frames, size: plan.frames.size });
      countLooks(count.looks, clip, sampling.windows);
      countTexts(count.texts, clip, { tokens: models[plan.model.kind].text.tokens, trigger: dataset.captions.trigger });
      countAgain(count, clip, again(clip));
    }
  }
};

const countAgain = (count: Count, { dataset, path }: Clip, before: string | undefined): void => {
  if (before === undefined) return;
  if (before === dataset) add(count.copies, path);
  else {
    const among = count.shared[before] ?? group();
    count.shared[before] = among;
    add(among, path);
  }
};

const countSamples = ({ plan, dataset, count }: Into, clip: Clip, sampling: Sampling): void => {
  count.samples += sampling.windows.length;
  if (isHeldOut(clip, plan.train.validate.held_out)) count.held_out += sampling.windows.length;
  count.least_share = Math.min(count.least_share, placeOf(clip.fingerprint));
  countFootage(count.footage, sampling, { seconds: clip.video?.duration ?? 0, count: plan.frames.count });
  if (sampling.unsampled > 0) add(count.unsampled, clip.path);
  for (const { coverage } of sampling.windows) {
    count.least_coverage = Math.min(count.least_coverage, coverage);
    if (falls(coverage, dataset.captions.coverage)) add(count.below_coverage, clip.path);
    if (falls(coverage, 0.8)) add(count.below_four_fifths, clip.path);
  }
  const untimed = clip.captions.every(({ start, end }) => start === undefined && end === undefined);
  if (sampling.windows.length > 1 && untimed) add(count.one_caption_for_windows, clip.path);
  if (sampling.speed < 0.8 || sampling.speed > 1.25) add(count.off_speed, clip.path);
  count.speeds.least = Math.min(count.speeds.least, sampling.speed);
  count.speeds.most = Math.max(count.speeds.most, sampling.speed);
  const rate = clip.video ? rateOf(clip.video) : plan.frames.rate;
  if (dataset.frames.below_rate.kind === 'duplicate' && rate < 0.75 * plan.frames.rate)
    add(count.stuttering, clip.path);
  if (sampling.held > 1) add(count.frozen_tail, clip.path);
};

/** A float's dust below the bound is not below it. */
const falls = (coverage: number, bound: number | null): boolean => bound !== null && coverage < bound - 1e-9;
