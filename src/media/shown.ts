import type { Video } from './inventory.ts';
import type { Take } from './take.ts';
import { pictureRateOf, picturesOf, slack } from './ticks.ts';

/** What one tick of a sample shows. */
export type Shown = {
  /** Picture of the clip from 0; between two where it is made up of them; of variable rate, as if its pictures came evenly. */
  readonly picture: number;
  /** Seconds after the clip's first picture; of a picture that is held or chosen by its number, its own time. */
  readonly moment: number;
};

/** What each tick of a window shows; of an interlaced clip pictures are fields. */
export const shownBy = (video: Video, take: Take, { start, count }: { start: number; count: number }): Shown[] =>
  Array.from({ length: count }, (_, index) => {
    const picture = pictureOf(video, take, start + index);
    const isTimed = take.timing.kind === 'hold';
    return { picture, moment: isTimed ? momentOf(video, take, start + index) : picture / pictureRateOf(video) };
  });

/** Which picture a tick of a take shows. */
export const pictureOf = (video: Video, take: Take, tick: number): number =>
  pictureAt(video, take, placeIn(take, tick));

const momentOf = (video: Video, take: Take, tick: number): number =>
  Math.min(video.duration, take.from + placeIn(take, tick) * take.second);

/** The tick of the grid that a tick of the take repeats. */
const placeIn = ({ part }: Take, tick: number): number => {
  if (!part) return tick;
  const { start, ticks, fill } = part;
  switch (fill) {
    case 'hold':
      return start + Math.min(tick, ticks - 1);
    case 'loop':
      return start + (tick % ticks);
    case 'boomerang': {
      const within = tick % (2 * ticks - 2);
      return start + Math.min(within, 2 * ticks - 2 - within);
    }
  }
};

const pictureAt = (video: Video, { timing, from, second, ticks }: Take, tick: number): number => {
  const own = pictureRateOf(video);
  const last = picturesOf(video) - 1;
  switch (timing.kind) {
    case 'hold':
      return Math.min(last, Math.floor((from + tick * second + slack) * own));
    case 'stride':
      return Math.min(last, tick * timing.every);
    case 'index':
      return timing.first + Math.floor((Math.min(tick, ticks - 1) * (timing.pictures - 1)) / Math.max(1, ticks - 1));
    case 'interpolate':
      return Math.min(last, (from + tick * second) * own);
  }
};
