import * as z from 'zod/mini';
import { flag, oneOf, path, share, text } from './values.ts';
import { type Derived, required, unset, word } from './word.ts';

/** What a table says of times: three words that go together, since no number says what it counts. */
const times = (place: 'column' | 'key') => ({
  start: unset(text(), {
    says: `The ${place} with the time at which what a caption describes begins, counted from the clip's first frame; unsaid, a caption describes the whole clip.`,
  }),
  end: unset(text(), {
    says: `The ${place} with the time at which it ends; the same ${place} as start where that holds both, such as [2.5, 7].`,
  }),
  unit: unset(oneOf(['s', 'ms', 'frames', 'timecode']), {
    says: "What start and end are written in: seconds, milliseconds, frames of the clip at its own rate (the end is the frame after the last), or 'timecode' such as 00:01:02.500.",
  }),
});

/** Subtitles: SubRip and WebVTT say their times in the one way that there is. */
const subtitles = <const Kind extends 'srt' | 'vtt'>(kind: Kind) =>
  z.strictObject({
    kind: z.literal(kind),
    suffix: word(text(), {
      says: "What the subtitle file has in place of the clip's suffix.",
      default: `.${kind}`,
      source: 'what players and captioners name them',
    }),
  });

const from = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('beside'),
    suffix: word(text(), {
      says: "What the caption file has in place of the clip's suffix.",
      default: '.txt',
      source: 'what finetrainers, diffusion-pipe and musubi-tuner read',
    }),
  }),
  z.strictObject({
    kind: z.literal('csv'),
    file: required(path(), 'The table, with a header line.'),
    video: word(text(), {
      says: 'The column with the path of the clip, relative to the table.',
      default: 'video',
      source: 'cogx',
    }),
    text: word(text(), { says: 'The column with the caption.', default: 'text', source: 'cogx' }),
    ...times('column'),
  }),
  z.strictObject({
    kind: z.literal('jsonl'),
    file: required(path(), 'One JSON object a line.'),
    video: word(text(), {
      says: 'The key with the path of the clip, relative to the file.',
      default: 'video',
      source: 'cogx',
    }),
    text: word(text(), { says: 'The key with the caption.', default: 'text', source: 'cogx' }),
    ...times('key'),
    segments: unset(text(), {
      says: 'The key with a list of objects, each of which has the keys text, start and end; unsaid, they are keys of the line.',
    }),
  }),
  subtitles('srt'),
  subtitles('vtt'),
]);

const fromSays =
  'Where captions stand: beside each clip as a text (clip.mp4 -> clip.txt) or as subtitles (srt, vtt), in a CSV table, or in a JSONL file.';
const coverageSays =
  'A sample that shows less of what its caption describes is a finding; unsaid, nothing is enforced.';

const triggerSays =
  'Words put before each caption, for what the model shall learn to know by name; validation prompts are left as written.';

const joinSays =
  'Whether all captions that overlap a window are joined, in order; unsaid, windows are laid inside the span of each caption.';

const missingSays = 'What a clip without a caption is said to show; unsaid, such clips are left out.';

export const captions = z.strictObject({
  from: word(from, { says: fromSays, default: { kind: 'beside' }, source: 'the layout that most trainers read' }),
  missing: unset(text(), { says: missingSays }),
  trigger: unset(text(), { says: triggerSays }),
  coverage: unset(share(), { says: coverageSays }),
  join: word(flag(), { says: joinSays, default: false, source: 'a window shows what its one caption describes' }),
  dropout: word(share(), {
    says: 'Share of samples whose caption is left empty while training, so that guidance keeps working.',
    default: 0.1,
    source: 'CogVideoX was trained with 0.1 (THUDM/CogVideo sat/configs)',
  }),
});

/** What holds where neither the dataset nor the pipeline says anything. */
const own = { from: { kind: 'beside' }, missing: null, trigger: null, coverage: null, join: false };

const inherited =
  (key: keyof typeof own): Derived =>
  (draft) =>
    draft.captions?.[key] ?? own[key];

export const datasetCaptions = z.strictObject({
  from: word(from, { says: fromSays, default: inherited('from'), source: "the pipeline's own captions block" }),
  missing: unset(text(), {
    says: missingSays,
    default: inherited('missing'),
    source: "the pipeline's own captions block",
  }),
  trigger: unset(text(), {
    says: triggerSays,
    default: inherited('trigger'),
    source: "the pipeline's own captions block",
  }),
  coverage: unset(share(), {
    says: coverageSays,
    default: inherited('coverage'),
    source: "the pipeline's own captions block",
  }),
  join: word(flag(), { says: joinSays, default: inherited('join'), source: "the pipeline's own captions block" }),
});
