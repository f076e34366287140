import type { Caption, Clip } from './inventory.ts';
import type { Looked } from './looked.ts';

/** One clip as a line of the inventory; keys always stand in this order, so that a clip that is unchanged is an unchanged line. */
export const printClip = ({ dataset, path, size, fingerprint, video, looked, damage, captions }: Clip): string =>
  JSON.stringify({
    dataset,
    path,
    size,
    fingerprint,
    ...(video && {
      video: {
        codec: video.codec,
        width: video.width,
        height: video.height,
        pixel_aspect: video.pixel_aspect,
        pixel_format: video.pixel_format,
        frames: video.frames,
        span: video.span,
        duration: video.duration,
        start: video.start,
        constant_rate: video.constant_rate,
        interlaced: video.interlaced,
        ...(video.alpha && { alpha: true }),
        colour: video.colour,
      },
    }),
    ...(looked && { looked: printed(looked) }),
    ...(damage && { damage: { reason: damage.reason, detail: damage.detail } }),
    captions,
  });

const printed = ({ cuts, frozen, black, bars }: Looked) => ({ cuts, frozen, black, ...(bars && { bars }) });

/** A line of an inventory → its clip, or what is wrong with it. Checked by hand: there may be a million lines. */
export const readClip = (line: string): Clip | string => {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return 'it is no JSON';
  }
  return wrongIn(read) ?? (read as Clip);
};

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kinds = {
  clip: { dataset: 'string', path: 'string', size: 'number', fingerprint: 'string' },
  video: {
    ...{ codec: 'string', pixel_aspect: 'string', pixel_format: 'string' },
    ...{ width: 'number', height: 'number', frames: 'number', span: 'number', duration: 'number', start: 'number' },
    ...{ constant_rate: 'boolean', interlaced: 'boolean', colour: 'object' },
  },
  damage: { reason: 'string', detail: 'string' },
} as const;

const wrongIn = (read: unknown): string | undefined => {
  if (!isObject(read)) return 'it is no clip';
  const { video, looked, damage, captions } = read;
  if (isObject(video) === isObject(damage)) return 'it has neither or both of video and damage';
  if (looked !== undefined && !isLooked(looked)) return 'its looked is no list of cuts and stretches';
  if (!Array.isArray(captions) || !captions.every(isCaption)) return 'its captions are no texts';
  return mistyped(read, kinds.clip) ?? mistyped(video, kinds.video) ?? mistyped(damage, kinds.damage);
};

const mistyped = (fields: unknown, types: Readonly<Record<string, string>>): string | undefined => {
  if (!isObject(fields)) return undefined;
  for (const key in types) if (typeof fields[key] !== types[key]) return `its ${key} is no ${types[key]}`;
  return undefined;
};

const isCaption = (value: unknown): value is Caption => isObject(value) && typeof value.text === 'string';

const isLooked = (value: unknown): value is Looked =>
  isObject(value) && [value.cuts, value.frozen, value.black].every((each) => Array.isArray(each));
