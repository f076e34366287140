import { rateOf, type Video } from './inventory.ts';

/**
 * A frame counts as shown at a tick that lies up to this many seconds before it: containers that count milliseconds write 62.5 ms
 * as 63. The odd value ties with no time of a 1 ms, 2 ms or NTSC grid.
 */
export const slack = 0.00107;

/** Pictures that come out of the decoder: of an interlaced clip, its fields. */
export const picturesOf = (video: Video): number => (video.interlaced ? 2 * video.frames : video.frames);
export const pictureRateOf = (video: Video): number => (video.interlaced ? 2 * rateOf(video) : rateOf(video));

/** Ticks of a rate that the clip fills when played at a speed: at the last one it still shows its last frame. */
export const ticksAt = (video: Video, rate: number, speed: number): number =>
  Math.max(
    Math.floor(((video.span + slack) * rate) / speed) + 1,
    // A fiftieth of a tick: durations are rounded to the container's time base.
    Math.floor((video.duration * rate) / speed + 0.02),
  );
