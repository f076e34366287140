import type { Damage, Video } from './inventory.ts';

/** What packets tell of a clip's times. */

/** Times are numbers in texts, each absent where the container knows none. */
export type Packet = {
  readonly pts_time?: string;
  readonly dts_time?: string;
  readonly duration_time?: string;
  readonly flags?: string;
};

/** What the header promises. */
export type Promised = {
  readonly duration?: number | undefined;
  readonly nb_frames?: number | undefined;
  readonly isAvi: boolean;
};

export type Times = Pick<Video, 'frames' | 'span' | 'duration' | 'start' | 'constant_rate'>;

/** Presentation times; decoding times where a container knows no others, which are as many and as even. */
const timesOf = (packets: readonly Packet[]): number[] | undefined => {
  const known = (key: 'pts_time' | 'dts_time') => packets.every((packet) => packet[key] !== undefined);
  const key = known('pts_time') ? 'pts_time' : known('dts_time') ? 'dts_time' : undefined;
  return key && packets.map((packet) => Number(packet[key])).sort((a, b) => a - b);
};

/** Where a later frame comes before an earlier one, as files do that were joined end to end: whatever is made of them is mixed up. */
const runsBack = (packets: readonly Packet[]): string | undefined => {
  let before = Number.NEGATIVE_INFINITY;
  for (const { dts_time } of packets) {
    if (dts_time === undefined) continue;
    const time = Number(dts_time);
    if (time < before - 0.1)
      return `its times run back from ${micro(before)} to ${micro(time)} s, as where files were joined`;
    before = time;
  }
  return undefined;
};

/** Seconds that the header promises; that of an AVI counts frames, and ffprobe gives the time that it found. */
const promisedBy = ({ duration = 0, nb_frames = 0, isAvi }: Promised, { duration_time }: Packet): number =>
  Math.max(duration, isAvi ? nb_frames * Number(duration_time ?? 0) : 0);

export const timesIn = (packets: readonly Packet[], promises: Promised): Times | Damage => {
  const back = runsBack(packets);
  if (back) return { reason: 'damaged', detail: back };
  const times = timesOf(packets);
  const first = times?.[0] ?? 0;
  const last = times?.at(-1) ?? 0;
  const span = last - first;
  if (!times || span <= 0) return { reason: 'no-timestamps', detail: `${packets.length} frames without times` };
  const final = packets.find(({ pts_time, dts_time }) => Number(pts_time ?? dts_time) === last)?.duration_time;
  const duration = span + (Number(final ?? 0) || span / (packets.length - 1));
  const promised = promisedBy(promises, packets[0] ?? {});
  // Two percent and a tenth of a second: headers round. Most of them count the gap before the first frame.
  if (duration + Math.max(0, first) < promised * 0.98 - 0.1)
    return {
      reason: 'cut-short',
      detail: `the header promises ${promised.toFixed(2)} s, the file holds ${duration.toFixed(2)} s`,
    };
  return {
    frames: packets.length,
    span: micro(span),
    duration: micro(duration),
    start: micro(first),
    constant_rate: isEven(times, span),
  };
};

/** Containers count microseconds at best; the rest is a float's dust. */
const micro = (value: number): number => Number(value.toFixed(6));

/** Each frame lies within 2 ms, or 2 % of a frame, of its place in an even row: milliseconds of containers are no jitter. */
const isEven = (times: readonly number[], span: number): boolean => {
  const period = span / (times.length - 1);
  const most = Math.max(0.002, 0.02 * period);
  const first = times[0] ?? 0;
  return times.every((time, index) => Math.abs(time - first - index * period) <= most);
};
