import type { Video } from '../media/inventory.ts';
import { type Fraction, printRate } from '../media/rate.ts';
import type { Take } from '../media/take.ts';
import { pictureRateOf, slack } from '../media/ticks.ts';
import { type Chain, type Filter, filter, withOptions } from './filters.ts';

/** Source pictures → ticks of the target rate, as filters. The rate is always said last: from ffmpeg 7 on `setpts` hides it. */

export type Timed = {
  readonly video: Video;
  readonly take: Take;
  readonly rate: Fraction;
  /** Frames of a sample. */
  readonly count: number;
};

/** Ticks up to the last that a window of the take, or the part that comes again, has. */
export const timed = (timing: Timed): Filter[] => [...ticksOf(timing), toRate(timing), ...cutOf(timing)];

/** The same, of pictures that lie between those of the clip. */
export const madeUp = (timing: Timed): Filter[] => [
  ...madeUpTicks(timing),
  timing.take.timing.kind === 'interpolate' && timing.take.timing.by === 'blend'
    ? withOptions('framerate', { fps: printRate(timing.rate) })
    : withOptions('minterpolate', { fps: printRate(timing.rate), mi_mode: 'mci', scd: 'none' }),
  ...cutOf(timing),
];

export const lastTick = (end: number): Filter => withOptions('trim', { end_frame: end });

const toRate = ({ rate }: Timed): Filter => ({ name: 'fps', values: [printRate(rate)], options: { start_time: 0 } });

const cutOf = (timing: Timed): Filter[] => {
  const { part, windows } = timing.take;
  if (!part) return [lastTick(Math.max(...windows.map(({ start }) => start)) + timing.count)];
  const { start, ticks } = part;
  if (start === 0) return [lastTick(ticks)];
  return [
    withOptions('trim', { start_frame: start, end_frame: start + ticks }),
    filter('setpts', 'PTS-STARTPTS'),
    toRate(timing),
    lastTick(ticks),
  ];
};

const ticksOf = (timing: Timed): Filter[] => {
  const { take, rate } = timing;
  const base = filter('settb', `${rate.denominator}/${rate.numerator}`);
  const more = (stop: number) => withOptions('tpad', { stop, stop_mode: 'clone' });
  switch (take.timing.kind) {
    case 'hold':
    case 'interpolate':
      return heldTicks(timing);
    case 'stride': {
      const { every } = take.timing;
      const chosen = every === 1 ? [] : [filter('select', `not(mod(n,${every}))`)];
      return [more((take.held + 1) * every), ...chosen, base, filter('setpts', 'N')];
    }
    case 'index': {
      const { first, pictures } = take.timing;
      const [ticks, gaps] = [take.ticks - 1, Math.max(1, pictures - 1)];
      return [
        ...(first === 0 ? [] : [withOptions('trim', { start_frame: first, end_frame: first + pictures })]),
        // The last picture, else it never gets its tick.
        more(1),
        base,
        filter('setpts', `ceil(N*${ticks}/${gaps})`),
      ];
    }
  }
};

/**
 * Each picture goes to the first tick that is not before it; `fps` fills and drops, and of those before the first tick keeps the
 * last. Time bases are made fine first, because AVI counts in frames. The last picture is held a little longer, else it never gets
 * its tick, and for the ticks that were planned, and no more, so that a file that broke off is seen.
 */
const heldTicks = ({ video, take, rate }: Timed): Filter[] => {
  const { from, second, held } = take;
  const own = 1 / pictureRateOf(video);
  const seconds = (held + 1) * second + Math.max(0.25, video.duration - video.span, 2 * own);
  const toSeconds = rate.denominator === 1 ? `/${rate.numerator}` : `*${rate.denominator}/${rate.numerator}`;
  const moment = number(slack + from);
  return [
    filter('settb', 'AVTB'),
    withOptions('tpad', { stop_duration: number(seconds), stop_mode: 'clone' }),
    filter('setpts', `max(0,ceil((T-STARTT-${moment})*${number(1 / second)}))${toSeconds}/TB`),
  ];
};

/** Frames are made up between two, so the last one needs a few copies behind it to be reached. */
const madeUpTicks = ({ video, take, rate }: Timed): Filter[] => {
  const { from, second, held } = take;
  const own = pictureRateOf(video);
  const speed = (second * rate.numerator) / rate.denominator;
  const first = Math.round(from * own);
  return [
    withOptions('tpad', { stop: 3 + Math.ceil(held * second * own), stop_mode: 'clone' }),
    ...(first === 0 ? [] : [withOptions('trim', { start_frame: first })]),
    filter('settb', 'AVTB'),
    filter('setpts', Math.abs(speed - 1) < 1e-9 ? 'PTS-STARTPTS' : `(PTS-STARTPTS)/${number(speed)}`),
  ];
};

type Road = { readonly from: string; readonly filters: readonly Filter[] };
type Again = {
  readonly before: readonly Chain[];
  readonly from: readonly string[];
  readonly filters: readonly Filter[];
};

/** What follows a part that is too short, after its pictures have become small: its last one, itself, or itself to and fro. */
export const repeated = (timing: Timed, { from, filters }: Road, first: number): Again => {
  const { part } = timing.take;
  const straight = (more: readonly Filter[]): Again => ({ before: [], from: [from], filters: [...filters, ...more] });
  switch (part?.fill) {
    case undefined:
      return straight([]);
    case 'hold':
      return straight([
        withOptions('tpad', { stop: timing.count - part.ticks, stop_mode: 'clone' }),
        ...counted(timing),
      ]);
    case 'loop':
      return straight([withOptions('loop', { loop: -1, size: part.ticks }), ...counted(timing)]);
    case 'boomerang': {
      const [there, back, forth] = [`a${first}`, `b${first}`, `c${first}`];
      const backwards = [
        filter('reverse'),
        withOptions('trim', { start_frame: 1, end_frame: part.ticks - 1 }),
        filter('setpts', 'PTS-STARTPTS'),
      ];
      return {
        before: [
          { from: [from], filters: [...filters, filter('split', 2)], to: [there, back] },
          { from: [back], filters: backwards, to: [forth] },
        ],
        from: [there, forth],
        filters: [
          withOptions('concat', { n: 2, v: 1 }),
          withOptions('loop', { loop: -1, size: 2 * part.ticks - 2 }),
          ...counted(timing),
        ],
      };
    }
  }
};

const counted = (timing: Timed): Filter[] => [
  filter('settb', `${timing.rate.denominator}/${timing.rate.numerator}`),
  filter('setpts', 'N'),
  toRate(timing),
  lastTick(timing.count),
];

/** Twelve digits: a millionth of a tick after a day. */
const number = (value: number): string => String(Number(value.toPrecision(12)));
