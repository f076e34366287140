import { type Caption, rateOf, type Video } from './inventory.ts';

/** A moment of a clip: seconds, or seconds and frames where the clip's own rate is needed to say when that is. */
export type Moment = number | { readonly seconds: number; readonly frames: number };

export type Unit = 's' | 'ms' | 'frames' | 'timecode';

/** A caption as it stands in a file; without times it describes the whole clip. */
export type Written = {
  readonly text: string;
  readonly line: number;
  readonly start?: Moment;
  readonly end?: Moment;
};

/** What a table has where a time should stand → the moment; undefined where it is none. */
export const momentOf = (value: unknown, unit: Unit): Moment | undefined => {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (unit === 'timecode') return timecode(text);
  if (!/^\d*\.?\d+(e[-+]?\d+)?$|^\d+\.$/i.test(text)) return undefined;
  const number = Number(text);
  if (unit === 'frames') return { seconds: 0, frames: number };
  return unit === 'ms' ? number / 1000 : number;
};

/** `1:02:03.5`, `02:03,500`; with a fourth part, as editors write it, that one counts frames: `00:01:02:15`. */
export const timecode = (text: string): Moment | undefined => {
  const [, hours = '0', minutes = '', seconds = '', fraction = '', frames = ''] =
    /^(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9})|:(\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (minutes === '' || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return frames === '' ? whole + Number(`0.${fraction || 0}`) : { seconds: whole, frames: Number(frames) };
};

/** Containers count microseconds at best. */
const micro = (value: number): number => Number(value.toFixed(6));

const secondsAt = (moment: Moment, video: Video | undefined): number | undefined => {
  if (typeof moment === 'number') return micro(moment);
  const rate = video ? rateOf(video) : 0;
  return rate > 0 ? micro(moment.seconds + moment.frames / rate) : undefined;
};

/** A caption in seconds; without times where its frames can't be counted. */
export const inSeconds = ({ text, start, end }: Written, video: Video | undefined): Caption => {
  const [from, to] = [start, end].map((moment) => (moment === undefined ? undefined : secondsAt(moment, video)));
  return from === undefined || to === undefined ? { text } : { text, start: from, end: to };
};

/** In the order of their times, whatever that of the file is. */
export const byTime = (a: Caption, b: Caption): number =>
  (a.start ?? 0) - (b.start ?? 0) || (a.end ?? 0) - (b.end ?? 0);
