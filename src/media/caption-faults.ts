import type { Unit } from './caption-times.ts';
import { add, type Counting, type Group, group } from './group.ts';
import { type Caption, type Clip, rateOf, type Video } from './inventory.ts';

/** Captioners round, and players add a moment: so much past the end of its clip a caption may end, in seconds. */
const grace = 1;

export type Fault = 'backwards' | 'beyond';

/** What is wrong with the times of a caption: it ends before it starts, or describes what comes after its clip. */
export const faultOf = ({ start, end }: Caption, { duration }: Video): Fault | undefined => {
  if (start === undefined || end === undefined) return undefined;
  if (end <= start) return 'backwards';
  return start >= duration || end > duration + grace ? 'beyond' : undefined;
};

/** What the times of a dataset's captions are like. */
export type Times = {
  /** Captions with times. */
  readonly timed: number;
  /** Captions at fault, and their clips. */
  readonly at_fault: number;
  readonly backwards: Group;
  readonly beyond: Group;
  /** Captions that fit their clips though their numbers be taken for milliseconds, or frames, where they are called seconds. */
  readonly as_ms: number;
  readonly as_frames: number;
  /** Captions that fit their clips though their numbers be taken for seconds, where they are called milliseconds, or frames. */
  readonly not_ms: number;
  readonly not_frames: number;
  /** Clips of variable rate with timed captions: a number of frames is no exact time there. */
  readonly uneven: Group;
  /** Clips with several captions for the same span, of which a sample takes the first. */
  readonly doubled: Group;
};

export const noTimes = (): Counting<Times> => ({
  timed: 0,
  at_fault: 0,
  backwards: group(),
  beyond: group(),
  as_ms: 0,
  as_frames: 0,
  not_ms: 0,
  not_frames: 0,
  uneven: group(),
  doubled: group(),
});

export const countTimes = (times: Counting<Times>, { path, video, captions }: Clip): void => {
  if (!video || captions.length === 0) return;
  const spans = new Set(captions.map(({ start, end }) => `${start} ${end}`));
  if (spans.size < captions.length) add(times.doubled, path);
  if (!video.constant_rate && captions.some(({ start }) => start !== undefined)) add(times.uneven, path);
  const faults = new Set<Fault>();
  for (const caption of captions) {
    const { start, end } = caption;
    if (start === undefined || end === undefined) continue;
    times.timed++;
    countUnits(times, end, video);
    const fault = faultOf(caption, video);
    if (!fault) continue;
    times.at_fault++;
    faults.add(fault);
  }
  for (const fault of faults) add(times[fault], path);
};

const countUnits = (times: Counting<Times>, end: number, video: Video): void => {
  const most = video.duration + grace;
  if (end / 1000 <= most) times.as_ms++;
  if (end / rateOf(video) <= most) times.as_frames++;
  if (end * 1000 <= most) times.not_ms++;
  if (end * rateOf(video) <= most) times.not_frames++;
};

/** The unit that the times of a dataset were surely written in, where it is not the one that its table says. */
export const unitMeant = (times: Times, said: Unit): Unit | undefined => {
  const { timed, at_fault } = times;
  const almostAll = (many: number) => timed > 0 && many >= 0.9 * timed;
  if (said === 'ms') return almostAll(times.not_ms) ? 's' : undefined;
  if (said === 'frames') return almostAll(times.not_frames) ? 's' : undefined;
  // Half of the captions lie beyond their clips; those that begin with the clip fit whatever the unit.
  if (said !== 's' || at_fault < 0.5 * timed) return undefined;
  if (almostAll(times.as_frames)) return 'frames';
  return almostAll(times.as_ms) ? 'ms' : undefined;
};
