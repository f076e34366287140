import { type Clip, rateOf } from '../../media/inventory.ts';

/** What a folder of clips has in common, as a first pipeline tells it. */
export type Crowd = {
  readonly clips: number;
  readonly usable: number;
  readonly captioned: number;
  /** Most frequent first: `24 fps`, how many clips. */
  readonly rates: readonly Share[];
  readonly sizes: readonly Share[];
  readonly seconds: { readonly least: number; readonly median: number; readonly most: number };
  readonly upright: number;
};

export type Share = { readonly what: string; readonly count: number };

export const crowdOf = (clips: readonly Clip[]): Crowd => {
  const videos = clips.flatMap(({ video }) => (video ? [video] : []));
  const seconds = videos.map(({ duration }) => duration).sort((a, b) => a - b);
  return {
    clips: clips.length,
    usable: videos.length,
    captioned: clips.filter(({ captions }) => captions.length > 0).length,
    rates: shares(
      videos.map((video) => (video.constant_rate ? `${Number(rateOf(video).toFixed(2))} fps` : 'variable')),
    ),
    sizes: shares(videos.map(({ width, height }) => `${width}x${height}`)),
    seconds: { least: seconds[0] ?? 0, median: seconds[seconds.length >> 1] ?? 0, most: seconds.at(-1) ?? 0 },
    upright: videos.filter(({ width, height }) => height > width).length,
  };
};

const shares = (values: readonly string[]): Share[] => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([what, count]) => ({ what, count })).sort((a, b) => b.count - a.count);
};

/** `24 fps (12), 30 fps (3) and 2 more` */
export const listed = (all: readonly Share[]): string => {
  const shown = all.slice(0, 4).map(({ what, count }) => `${what} (${count})`);
  return all.length > 4 ? `${shown.join(', ')} and ${all.length - 4} more` : shown.join(', ');
};
