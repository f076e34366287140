import type { DatasetPlan, FramePolicy } from '../plan/pipeline.ts';
import { type Stretch, saidOf, stretchesOf, told } from './captioned.ts';
import { secondsOf } from './coverage.ts';
import type { Clip, Video } from './inventory.ts';
import { type Layout, layOut, type Shot } from './layout.ts';
import { paceOf } from './pace.ts';
import { exactRate } from './rate.ts';
import { pictureOf } from './shown.ts';
import { type Act, isLeftOut, type LeftOut, type Take, type Target, type Window } from './take.ts';
import { pictureRateOf, picturesOf } from './ticks.ts';

/** How one clip becomes samples: decided here, by plain arithmetic, and only carried out by ffmpeg. */
export type Sampling = {
  /** Each a way through the clip, from which windows are cut: one, unless its captions need several. */
  readonly takes: readonly Take[];
  /** The windows of all takes, in order: each is a sample. */
  readonly windows: readonly Window[];
  /** Stretches that give no sample, because a policy leaves out what is as long. */
  readonly unsampled: number;
  /** Playing speed, where takes differ the one that is furthest from 1: source seconds that one second of a sample shows. */
  readonly speed: number;
  /** Ticks that show the same source picture as the tick before, and those of them that fill up what is too short. */
  readonly doubled: number;
  readonly held: number;
  /** Share of the clip that its windows show together. */
  readonly footage_used: number;
  /** The words of the policy that acted on the clip. */
  readonly acted: readonly Act[];
};

export { type Act, isLeftOut, type LeftOut, type Target, type Window } from './take.ts';

/** The samples of a clip of a dataset; none where it is damaged or has no caption. */
export const samplesOf = (clip: Clip, dataset: DatasetPlan, target: Target): Sampling | LeftOut | undefined => {
  const { video, captions } = told(clip, dataset);
  if (!video || captions.length === 0) return undefined;
  const { join, trigger } = dataset.captions;
  const stretches = stretchesOf(captions, video, join);
  const sampling = sample({ video, stretches }, dataset.frames, target);
  return join && trigger && !isLeftOut(sampling) ? withTrigger(sampling, trigger) : sampling;
};

const withTrigger = (sampling: Sampling, trigger: string): Sampling => {
  const before = (windows: readonly Window[]) =>
    windows.map((window) => ({ ...window, caption: `${trigger} ${window.caption}` }));
  const takes = sampling.takes.map((take) => ({ ...take, windows: before(take.windows) }));
  return { ...sampling, takes, windows: before(sampling.windows) };
};

type Told = { readonly video: Video; readonly stretches: readonly Stretch[] };

/** Decides how a clip becomes samples: rate first, then length, stretch by stretch. */
export const sample = ({ video, stretches }: Told, policy: FramePolicy, target: Target): Sampling | LeftOut => {
  const frames = { count: target.count, rate: exactRate(target.rate) };
  const pace = paceOf(video, policy, frames.rate);
  if (isLeftOut(pace)) return pace;
  const shot = { video, policy, pace, count: frames.count };
  const laid = stretches.map((stretch) => ({ stretch, layout: layOut(shot, stretch) }));
  const taken = laid.flatMap(({ stretch, layout }) => (isLeftOut(layout) ? [] : [{ stretch, layout }]));
  const acted = [...new Set([...pace.acted, ...laid.flatMap(({ layout }) => layout.acted)])];
  const [first] = laid;
  if (taken.length === 0 && first && isLeftOut(first.layout)) return { ...first.layout, acted };
  return summed(shot, takesOf(shot, taken), { rate: frames.rate, acted, unsampled: laid.length - taken.length });
};

type Taken = { readonly stretch: Stretch; readonly layout: Layout };

/** Layouts that run at the clip's own pace are windows of one take, which is decoded and timed once. */
const takesOf = (shot: Shot, taken: readonly Taken[]): Take[] => {
  const shares = ({ layout }: Taken) => layout.grid === shot.pace && !layout.part;
  const together = taken.filter(shares);
  const alone = taken.filter((each) => !shares(each)).map((each) => takeOf(shot, each.layout, windowsOf(each)));
  const [{ layout } = { layout: undefined }] = together;
  return layout ? [takeOf(shot, layout, together.flatMap(windowsOf)), ...alone] : alone;
};

const windowsOf = ({ stretch, layout: { grid, windows } }: Taken): Window[] =>
  windows.map(({ start, shown }) => ({ start, shown, ...saidOf(stretch, shown, grid.second * 0.5) }));

const takeOf = ({ count }: Shot, { grid, part }: Layout, windows: readonly Window[]): Take => {
  const { timing, from, second, ticks } = grid;
  const ends = windows.map(({ start }) => start + count);
  const held = part ? 0 : Math.max(0, Math.max(...ends) - ticks);
  return { timing, from, second, ticks, held, ...(part ? { part } : {}), windows };
};

type Known = { readonly rate: number; readonly acted: readonly Act[]; readonly unsampled: number };

const summed = ({ video, count }: Shot, takes: readonly Take[], { rate, acted, unsampled }: Known): Sampling => {
  const windows = takes.flatMap((take) => take.windows);
  const speeds = takes.map(({ second }) => second * rate);
  const furthest = (one: number, other: number) => (Math.abs(Math.log(other)) > Math.abs(Math.log(one)) ? other : one);
  return {
    takes,
    windows,
    unsampled,
    speed: speeds.reduce(furthest, speeds[0] ?? 1),
    doubled: sum(takes.map((take) => sum(take.windows.map(({ start }) => doubledIn(video, take, { start, count }))))),
    held: sum(takes.map(({ held, part }) => held + (part?.fill === 'hold' ? count - part.ticks : 0))),
    footage_used: secondsOf(windows.map(({ shown }) => shown)) / video.duration,
    acted,
  };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const doubledIn = (video: Video, take: Take, { start, count }: { start: number; count: number }): number => {
  const end = start + count - 1;
  // Most clips have more pictures than ticks: then none comes twice before the last one does.
  const isDense = take.timing.kind !== 'index' && take.second * pictureRateOf(video) >= 1;
  if (isDense && !take.part && pictureOf(video, take, end) < picturesOf(video) - 1) return 0;
  let doubled = 0;
  let before = pictureOf(video, take, start);
  for (let tick = start + 1; tick <= end; tick++) {
    const picture = pictureOf(video, take, tick);
    if (picture === before) doubled++;
    before = picture;
  }
  return doubled;
};
