import type { FramePolicy } from '../plan/pipeline.ts';
import type { FrameSize } from '../plan/values.ts';
import { isTransparent, isWide } from './colour.ts';
import { placementOf } from './geometry.ts';
import { add, type Counting } from './group.ts';
import type { Video } from './inventory.ts';
import type { DatasetSurvey } from './survey.ts';

type Seen = { readonly video: Video; readonly policy: FramePolicy; readonly size: FrameSize };

/** What becomes of the picture of a clip, whatever it is sampled to. */
export const countPicture = (count: Counting<DatasetSurvey>, path: string, { video, policy, size }: Seen): void => {
  const { cut, bars, distortion, scaled } = placementOf(video, policy, size);
  if (isTransparent(video)) add(count.transparent, path);
  if (video.interlaced) add(count.interlaced, path);
  if (isWide(video)) add(count.wide, path);
  if (cut > 0.25) add(count.cropped, path);
  if (distortion > 0.05) add(count.stretched, path);
  if (bars > 0.25) add(count.barred, path);
  if (scaled.width * scaled.height > 2 * video.width * video.height) add(count.upscaled, path);
};
