import * as z from 'zod/mini';
import { path, share, text } from './values.ts';
import { type Derived, required, unset, word } from './word.ts';

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
  }),
]);

const fromSays = 'Where captions stand: beside each clip (clip.mp4 -> clip.txt), in a CSV table, or in a JSONL file.';
const coverageSays =
  'A sample that shows less of what its caption describes is a finding; unsaid, nothing is enforced.';

const triggerSays =
  'Words put before each caption, for what the model shall learn to know by name; validation prompts are left as written.';

const missingSays = 'What a clip without a caption is said to show; unsaid, such clips are left out.';

export const captions = z.strictObject({
  from: word(from, { says: fromSays, default: { kind: 'beside' }, source: 'the layout that most trainers read' }),
  missing: unset(text(), { says: missingSays }),
  trigger: unset(text(), { says: triggerSays }),
  coverage: unset(share(), { says: coverageSays }),
  dropout: word(share(), {
    says: 'Share of samples whose caption is left empty while training, so that guidance keeps working.',
    default: 0.1,
    source: 'CogVideoX was trained with 0.1 (THUDM/CogVideo sat/configs)',
  }),
});

/** What holds where neither the dataset nor the pipeline says anything. */
const own = { from: { kind: 'beside' }, missing: null, trigger: null, coverage: null };

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
});
