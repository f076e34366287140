/** What one decode of a whole clip tells beside what containers say; times are seconds from its first frame. */
export type Looked = {
  /** Where one picture follows another that it has nothing to do with. */
  readonly cuts: readonly number[];
  /** Where nothing moves, and where nothing is seen. */
  readonly frozen: readonly Stretch[];
  readonly black: readonly Stretch[];
  /** Black edges that are there from start to end, as shares of width and height; absent where there are none. */
  readonly bars?: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
};

export type Stretch = readonly [start: number, end: number];

/** Pictures are this wide while they are looked at: bars show, and it costs little. */
const width = 320;

/** Seconds: shorter stretches are pauses and flashes. */
const shortest = { frozen: 0.5, black: 0.1 };

/** A narrower edge is dust of scaling, or an encoder's own. */
const narrowest = 0.02;

/**
 * Filters that write what they see into each frame's metadata. The bounds are FFmpeg's own (scdet: 8 to 14 are good values, 10;
 * freezedetect: -60 dB; blackdetect: 10 % of the range; cropdetect: 24 of 255), but for the time that a picture has to stand.
 */
const filters = [
  ...['setpts=PTS-STARTPTS', `scale=${width}:-2:flags=fast_bilinear:out_range=tv`, 'format=yuv420p', 'scdet=t=10'],
  `freezedetect=n=-60dB:d=${shortest.frozen}`,
  `blackdetect=d=${shortest.black}:pix_th=0.1`,
  ...['cropdetect=limit=24:round=2:reset=0', 'metadata=print:file=-'],
];

/** ffmpeg's words, whose output a `lookingAt` hears line by line. */
export const lookArguments = (input: readonly string[]): readonly string[] => [
  ...['-nostdin', '-hide_banner', '-v', 'error', '-threads', '1', '-skip_loop_filter', 'all'],
  ...[...input, '-an', '-sn', '-dn', '-map', '0:V:0', '-vf', filters.join(','), '-f', 'null', '-'],
];

/** Hears ffmpeg's lines one after the other, and then tells what they come to; undefined where no picture came. */
export const lookingAt = () => {
  const [cuts, frozen, black] = [[] as number[], stretches(shortest.frozen), stretches(shortest.black)];
  const edges = new Map<string, number>();
  let last: number | undefined;
  const hear: Readonly<Record<string, (value: number) => void>> = {
    'scd.time': (time) => cuts.push(round(time)),
    'freezedetect.freeze_start': frozen.start,
    'freezedetect.freeze_end': frozen.end,
    black_start: black.start,
    black_end: black.end,
    ...Object.fromEntries(
      ['x1', 'x2', 'y1', 'y2'].map((edge) => [`cropdetect.${edge}`, (value: number) => edges.set(edge, value)]),
    ),
  };
  return {
    line: (line: string): void => {
      const [, key, value] = /^lavfi\.([\w.]+)=(\S+)/.exec(line) ?? [];
      if (key) hear[key]?.(Number(value));
      else last = Number(/pts_time:(\S+)/.exec(line)?.[1] ?? last);
    },
    /** `video` as the inventory has it: what still stands at the end stands until then. */
    end: (video: {
      readonly duration: number;
      readonly width: number;
      readonly height: number;
    }): Looked | undefined => {
      if (last === undefined) return undefined;
      const bars = barsOf(edges, video);
      const until = Math.max(video.duration, last);
      return { cuts, frozen: frozen.all(until), black: black.all(until), ...(bars ? { bars } : {}) };
    },
  };
};

const stretches = (least: number) => {
  const found: Stretch[] = [];
  let open: number | undefined;
  const end = (time: number): void => {
    if (open !== undefined && time - open >= least - 1e-6) found.push([round(open), round(time)]);
    open = undefined;
  };
  return {
    start: (time: number): void => {
      open = time;
    },
    end,
    all: (until: number): readonly Stretch[] => {
      end(until);
      return found;
    },
  };
};

/** Bars of films stand on both sides alike; a dark edge on one side may be part of the picture. */
const barsOf = (edges: ReadonlyMap<string, number>, video: { readonly width: number; readonly height: number }) => {
  const height = 2 * Math.round((width * video.height) / video.width / 2);
  const [x1 = 0, x2 = width - 1, y1 = 0, y2 = height - 1] = ['x1', 'x2', 'y1', 'y2'].map((edge) => edges.get(edge));
  // Nothing but black all along has no edges.
  if (x2 <= x1 || y2 <= y1) return undefined;
  const sides = pair(x1 / width, 1 - (x2 + 1) / width);
  const ends = pair(y1 / height, 1 - (y2 + 1) / height);
  if (sides[0] + ends[0] === 0) return undefined;
  return { left: sides[0], right: sides[1], top: ends[0], bottom: ends[1] };
};

const pair = (one: number, other: number): readonly [number, number] =>
  Math.min(one, other) >= narrowest && Math.abs(one - other) <= narrowest ? [round(one), round(other)] : [0, 0];

const round = (value: number): number => Number(value.toFixed(3));
