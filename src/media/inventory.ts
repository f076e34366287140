import type { Looked } from './looked.ts';

/**
 * The inventory: what `cogx scan` saw, one clip a line (`birds.clips.jsonl` beside `birds.cogx`).
 * Times are seconds, exact as far as the container tells; nothing is guessed from headers.
 */
export type Clip = {
  readonly dataset: string;
  /** Relative to the folder of the pipeline, with `/`; bytes that are no UTF-8 are written as U+FFFD and make the clip damaged. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** sha256 of size, first and last MiB, in hex. */
  readonly fingerprint: string;
  readonly video?: Video;
  /** What describes the clip; none where no caption was found. Untimed captions describe the whole clip. */
  readonly captions: readonly Caption[];
  /** What `cogx scan --look` saw; absent where it did not look. */
  readonly looked?: Looked;
  /** Why the clip can't be used; `video` is absent then. */
  readonly damage?: Damage;
};

export type Caption = { readonly text: string; readonly start?: number; readonly end?: number };

export type Damage = {
  readonly reason:
    | 'not-a-file'
    | 'empty'
    | 'no-video'
    | 'still-picture'
    | 'no-timestamps'
    | 'cut-short'
    | 'damaged'
    | 'unreadable'
    | 'name';
  /** ffprobe's last line, or the numbers behind the verdict. */
  readonly detail: string;
};

export type Video = {
  readonly codec: string;
  /** Pixels as decoded and turned upright. */
  readonly width: number;
  readonly height: number;
  /** Width of a pixel over its height, as a fraction `4:3`; `1:1` where the container says nothing. */
  readonly pixel_aspect: string;
  readonly pixel_format: string;
  /** Packets that are shown (edit lists applied). */
  readonly frames: number;
  /** From the first frame's time to the last frame's time. */
  readonly span: number;
  /** On screen: span plus the last frame's own duration. */
  readonly duration: number;
  /** Where the first frame lies in the container's time. */
  readonly start: number;
  /** Frames come at even times (jitter below 2 ms or 2 % of a frame). */
  readonly constant_rate: boolean;
  readonly interlaced: boolean;
  /** Said where parts can be seen through and the pixel format does not tell: VP8 and VP9 keep them beside the pictures. */
  readonly alpha?: true;
  /** `color_range`, `color_space`, `color_transfer`, `color_primaries` of the stream; absent where untagged. */
  readonly colour: {
    readonly range?: string;
    readonly space?: string;
    readonly transfer?: string;
    readonly primaries?: string;
  };
};

/** Frames a second, from the packet times. */
export const rateOf = (video: Video): number =>
  video.frames > 1 && video.span > 0 ? (video.frames - 1) / video.span : 0;
