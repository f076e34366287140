import type { Caption, Clip, Video } from '../../src/media/inventory.ts';
import type { FramePolicy } from '../../src/plan/pipeline.ts';

/** A clip of an even rate, upright, 1080p, as a camera writes it. */
export const video = (rate: number, frames: number, but: Partial<Video> = {}): Video => ({
  codec: 'h264',
  width: 1920,
  height: 1080,
  pixel_aspect: '1:1',
  pixel_format: 'yuv420p',
  frames,
  span: (frames - 1) / rate,
  duration: frames / rate,
  start: 0,
  constant_rate: true,
  interlaced: false,
  colour: {},
  ...but,
});

export const clip = (
  path: string,
  seen: Video | undefined,
  captions: readonly Caption[] = [{ text: 'a bird' }],
): Clip => ({
  dataset: 'birds',
  path,
  size: 1000,
  fingerprint: '0'.repeat(64),
  captions,
  ...(seen ? { video: seen } : { damage: { reason: 'damaged', detail: 'bytes are missing' } }),
});

/** The defaults of the language. */
export const defaults: FramePolicy = {
  fit: 'cover',
  anchor: 'centre',
  above_rate: { kind: 'drop' },
  below_rate: { kind: 'duplicate' },
  longer: { kind: 'head' },
  shorter: 'reject',
  interlaced: 'fields',
  hdr: 'tone-map',
};
