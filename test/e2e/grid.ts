import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Where the twelve blocks of a frame's number stand in a picture: four across, three down, in its middle. */
export const grid = (width: number, height: number) => {
  const across = Math.max(2, 2 * Math.floor((width * 0.07) / 2));
  const down = Math.max(2, 2 * Math.floor((height * 0.28) / 3 / 2));
  return { left: 2 * Math.floor((width - 4 * across) / 4), top: 2 * Math.floor((height - 3 * down) / 4), across, down };
};

export type Shape = { readonly width: number; readonly height: number };
export type Lies = {
  /** The picture as it was stamped. */
  readonly source: Shape;
  /** As it is shown, where its pixels are not square. */
  readonly shown?: Shape;
  readonly fit: 'cover' | 'contain' | 'stretch';
};

/** The numbers of a video's frames; NaN where a frame is a mixture of two. */
export const readNumbers = async (
  path: string,
  size: Shape,
  { source, shown = source, fit }: Lies,
): Promise<number[]> => {
  const scales = [size.width / shown.width, size.height / shown.height];
  const scale = fit === 'cover' ? Math.max(...scales) : Math.min(...scales);
  const [x, y] =
    fit === 'stretch'
      ? [size.width / source.width, size.height / source.height]
      : [(scale * shown.width) / source.width, (scale * shown.height) / source.height];
  const { left, top, across, down } = grid(source.width, source.height);
  const box = [
    4 * across * x,
    3 * down * y,
    (size.width - source.width * x) / 2 + left * x,
    (size.height - source.height * y) / 2 + top * y,
  ].map(Math.round);
  const filters = `format=gray,crop=${box.join(':')}:exact=1,scale=4:3:flags=area`;
  const words = ['-nostdin', '-v', 'error', '-i', `file:${path}`, '-vf', filters, '-f', 'rawvideo', '-pix_fmt', 'gray'];
  const { stdout } = await promisify(execFile)('ffmpeg', [...words, '-fps_mode', 'passthrough', '-'], {
    encoding: 'buffer',
  });
  return Array.from({ length: stdout.length / 12 }, (_, frame) =>
    numberIn(stdout.subarray(12 * frame, 12 * frame + 12)),
  );
};

/** What twelve blocks say, by their greys. */
export const numberIn = (blocks: Uint8Array): number => {
  if (blocks.some((grey) => grey > 88 && grey < 168)) return Number.NaN;
  let number = 0;
  let parity = 0;
  for (let bit = 11; bit >= 0; bit--) {
    parity ^= (blocks[bit] ?? 0) > 127 ? 1 : 0;
    number += parity * 2 ** bit;
  }
  return number;
};
