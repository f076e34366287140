import type { FramePolicy } from '../plan/pipeline.ts';
import type { FrameSize } from '../plan/values.ts';
import { isTransparent, isWide } from './colour.ts';
import { placementOf } from './geometry.ts';
import { add, type Counting, type Group, group } from './group.ts';
import type { Video } from './inventory.ts';

/** What becomes of the pictures of clips that give samples. */
export type Pictures = {
  /** Clips of which `cover` cuts more than a quarter of the picture, or `stretch` distorts by more than 5 %. */
  readonly cropped: Group;
  readonly stretched: Group;
  /** Clips around which `contain` leaves more than a quarter of the picture black. */
  readonly barred: Group;
  /** Clips of which a sample has more than twice the pixels. */
  readonly upscaled: Group;
  /** Clips whose transparency is lost, that are interlaced, that are of high dynamic range. */
  readonly transparent: Group;
  readonly interlaced: Group;
  readonly wide: Group;
};

export const noPictures = (): Counting<Pictures> => ({
  cropped: group(),
  stretched: group(),
  barred: group(),
  upscaled: group(),
  transparent: group(),
  interlaced: group(),
  wide: group(),
});

type Seen = { readonly video: Video; readonly policy: FramePolicy; readonly size: FrameSize };

export const countPicture = (count: Counting<Pictures>, path: string, { video, policy, size }: Seen): void => {
  const { cut, bars, distortion, scaled } = placementOf(video, policy, size);
  if (isTransparent(video)) add(count.transparent, path);
  if (video.interlaced) add(count.interlaced, path);
  if (isWide(video)) add(count.wide, path);
  if (cut > 0.25) add(count.cropped, path);
  if (distortion > 0.05) add(count.stretched, path);
  if (bars > 0.25) add(count.barred, path);
  if (scaled.width * scaled.height > 2 * video.width * video.height) add(count.upscaled, path);
};
