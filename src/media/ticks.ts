import { rateOf, type Video } from './inventory.ts';

/**
 * A frame counts as shown at a tick that lies up to this many seconds before it: containers that count milliseconds write 62.5 ms
 * as 63. The odd value ties with no time of a 1 ms, 2 ms or NTSC grid.
 */
export const slack = 0.00107;

/** Pictures that come out of the decoder: of an interlaced clip, its fields. */
export const picturesOf = (video: Video): number => (video.interlaced ? 2 * video.frames : video.frames);
export const pictureRateOf = (video: Video): number => (video.interlaced ? 2 * rateOf(video) : rateOf(video));

/** Seconds from the first picture to the last. */
export const lastOf = (video: Video): number =>
  video.interlaced ? (picturesOf(video) - 1) / pictureRateOf(video) : video.span;

/** Ticks of a rate that the clip fills: at the last one it still shows its last picture. */
export const ticksAt = (video: Video, rate: number): number =>
  Math.max(
    Math.floor((lastOf(video) + slack) * rate) + 1,
    // A fiftieth of a tick: durations are rounded to the container's time base.
    Math.floor(video.duration * rate + dust),
  );

/** Share of a tick that is a matter of rounding. */
export const dust = 0.02;
