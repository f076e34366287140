import type { FramePolicy } from '../plan/pipeline.ts';
import type { FrameSize } from '../plan/values.ts';
import type { Video } from './inventory.ts';

/** Where the picture of a clip comes to lie in the frame of a sample. */
export type Placement = {
  /** The clip's picture is scaled to this, in square pixels. */
  readonly scaled: FrameSize;
  /** `cover`: where the frame lies in the scaled picture; `contain`: where the picture lies in the frame, between its bars. */
  readonly left: number;
  readonly top: number;
  /** Share of the picture that is cut away. */
  readonly cut: number;
  /** Share of the frame that stays black. */
  readonly bars: number;
  /** How much wider or taller the picture becomes against its other side: 0.05 is 5 %. */
  readonly distortion: number;
};

/** Width over height as a person sees the clip. */
export const shapeOf = (video: Video): number => {
  const [across = 1, down = 1] = video.pixel_aspect.split(':').map(Number);
  return ((video.width / video.height) * (across || 1)) / (down || 1);
};

/** Even, as 4:2:0 pictures must be; a float's dust counts for nothing. */
const evenUp = (length: number): number => 2 * Math.ceil(length / 2 - 1e-6);
const evenDown = (length: number): number => 2 * Math.floor(length / 2 + 1e-6);
const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2));

type Fit = Pick<FramePolicy, 'fit' | 'anchor'>;

export const placementOf = (video: Video, { fit, anchor }: Fit, size: FrameSize): Placement => {
  const shape = shapeOf(video);
  const ratio = shape / (size.width / size.height);
  const plain = { scaled: size, left: 0, top: 0, cut: 0, bars: 0, distortion: 0 };
  switch (fit) {
    case 'cover': {
      const width = Math.max(size.width, evenUp(size.height * shape));
      const height = Math.max(size.height, evenUp(size.width / shape));
      const left = anchored(anchor, ['left', 'right'], width - size.width);
      const top = anchored(anchor, ['top', 'bottom'], height - size.height);
      return { ...plain, scaled: { width, height }, left, top, cut: 1 - Math.min(ratio, 1 / ratio) };
    }
    case 'contain': {
      const width = Math.min(size.width, even(size.height * shape));
      const height = Math.min(size.height, even(size.width / shape));
      const left = anchored(anchor, ['left', 'right'], size.width - width);
      const top = anchored(anchor, ['top', 'bottom'], size.height - height);
      return { ...plain, scaled: { width, height }, left, top, bars: 1 - Math.min(ratio, 1 / ratio) };
    }
    case 'stretch':
      return { ...plain, distortion: Math.max(ratio, 1 / ratio) - 1 };
  }
};

const anchored = (anchor: FramePolicy['anchor'], [first, last]: readonly [string, string], room: number): number => {
  if (anchor === first) return 0;
  return anchor === last ? evenDown(room) : evenDown(room / 2);
};
