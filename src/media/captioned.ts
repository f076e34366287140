import type { DatasetPlan } from '../plan/pipeline.ts';
import { coverageOf, overlap, type Seconds } from './coverage.ts';
import type { Caption, Clip, Video } from './inventory.ts';

/** A caption with what it describes: the whole clip where it has no times. */
type Described = Seconds & { readonly text: string };

/** A part of a clip in which windows are laid, from its start, and what is said of it. */
export type Stretch = Seconds & { readonly captions: readonly Described[] };

/**
 * A clip as its dataset takes it: without a caption it is said to show what the pipeline says of such clips, and the trigger stands
 * before each caption, a space between (not all trainers think of it).
 */
export const told = (clip: Clip, { captions: { missing, trigger, join } }: DatasetPlan): Clip => {
  const captions = missing && clip.captions.length === 0 ? [{ text: missing }] : clip.captions;
  // Where captions are joined the trigger stands before all of them, once.
  if (trigger && !join)
    return { ...clip, captions: captions.map((each) => ({ ...each, text: `${trigger} ${each.text}` })) };
  return captions === clip.captions ? clip : { ...clip, captions };
};

/**
 * Where windows may be laid: inside each caption's span, the first of those that describe the same; joined, inside each row of
 * captions that follow each other.
 */
export const stretchesOf = (captions: readonly Caption[], video: Video, join: boolean): Stretch[] => {
  const all = captions
    .map(({ text, start, end }) => ({
      text,
      start: Math.max(0, start ?? 0),
      end: Math.min(video.duration, end ?? video.duration),
    }))
    .sort((a, b) => a.start - b.start);
  return join ? rows(all) : spans(all);
};

const spans = (all: readonly Described[]): Stretch[] =>
  all
    .filter(({ start, end }, index) => all.findIndex((other) => other.start === start && other.end === end) === index)
    .map((caption) => ({ start: caption.start, end: caption.end, captions: [caption] }));

/** Subtitles that follow each other within this many seconds are shown as one row (Netflix, Timed Text Style Guide: gaps below half a second are closed). */
const gap = 0.5;

const rows = (all: readonly Described[]): Stretch[] => {
  const made: { start: number; end: number; captions: Described[] }[] = [];
  for (const caption of all) {
    const last = made.at(-1);
    if (last && caption.start <= last.end + gap) {
      last.end = Math.max(last.end, caption.end);
      last.captions.push(caption);
    } else made.push({ start: caption.start, end: caption.end, captions: [caption] });
  }
  return made;
};

/** What is said of a part of a stretch: the captions that tell of more than a moment of it. */
export const saidOf = (
  { captions }: Stretch,
  shown: Seconds,
  moment: number,
): { caption: string; coverage: number } => {
  const seen = captions.filter((each) => overlap(each, shown) > moment);
  const telling = seen.length > 0 ? seen : captions;
  return {
    caption: [...new Set(telling.map(({ text }) => text))].join(' '),
    coverage: coverageOf(shown, telling),
  };
};
