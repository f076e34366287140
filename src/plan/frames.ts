import * as z from 'zod/mini';
import { models } from '../models/models.ts';
import { oneOf, rate, size, whole } from './values.ts';
import { type Derived, unset, type Word, word } from './word.ts';

const ofModel =
  (fact: (model: (typeof models)[keyof typeof models]) => unknown): Derived =>
  (draft) => {
    const model = models[draft.model.kind as keyof typeof models];
    return fact(model);
  };

const clip = 'cogx: no clip is changed in speed or made up unless the file says so';

const aboveRate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drop') }),
  z.strictObject({
    kind: z.literal('stride'),
    every: unset(whole(1), {
      says: 'Which of the frames are kept: every second one, every third; unsaid, what comes nearest to the true speed.',
    }),
  }),
  z.strictObject({ kind: z.literal('retime') }),
  z.strictObject({ kind: z.literal('reject') }),
]);

const belowRate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('duplicate') }),
  z.strictObject({
    kind: z.literal('interpolate'),
    by: word(oneOf(['motion', 'blend']), {
      says: 'How frames are made up: what moves is followed, or the two beside are laid over each other, which is quick and leaves ghosts.',
      default: 'motion',
      source: 'cogx: ghosts are learnt as they are seen',
    }),
  }),
  z.strictObject({ kind: z.literal('retime') }),
  z.strictObject({ kind: z.literal('reject') }),
]);

const longer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('head') }),
  z.strictObject({ kind: z.literal('middle') }),
  z.strictObject({
    kind: z.literal('windows'),
    stride: word(whole(1), {
      says: 'Ticks from the start of one window to the start of the next; the frame count where unsaid, so that windows touch.',
      default: (draft: { frames: { count: number } }) => draft.frames.count,
      source: 'cogx: every frame is seen once',
    }),
    most: word(whole(1), {
      says: 'Windows that one clip gives at most.',
      default: 8,
      source: 'cogx: one long clip does not drown the others',
    }),
  }),
  z.strictObject({
    kind: z.literal('span'),
    by: word(oneOf(['time', 'index']), {
      says: 'Whether frames are taken at even times, or at even numbers whatever their times.',
      default: 'time',
      source: 'cogx: a clip of variable rate keeps an even speed',
    }),
  }),
  z.strictObject({ kind: z.literal('retime') }),
  z.strictObject({ kind: z.literal('reject') }),
]);

/** How clips become samples: the words that a dataset may say otherwise. */
const how = {
  fit: {
    type: oneOf(['cover', 'contain', 'stretch']),
    says: 'How a clip of another shape fills the frame: cut what sticks out, add black bars, or distort.',
    default: 'cover',
    source:
      'facts of the loaders: squashing teaches squashed bodies (THUDM/CogVideo finetune/datasets resizes without crop)',
  },
  anchor: {
    type: oneOf(['centre', 'top', 'bottom', 'left', 'right']),
    says: 'Which part of the picture `cover` keeps, and where between its bars `contain` puts it.',
    default: 'centre',
    source: 'cogx',
  },
  above_rate: {
    type: aboveRate,
    says: 'Clips above the rate: drop frames, keep every second or third frame at nearly the speed, keep every frame and play slower, or leave them out.',
    default: { kind: 'drop' },
    source: clip,
  },
  below_rate: {
    type: belowRate,
    says: 'Clips below the rate: double frames, make up frames between them, keep every frame and play faster, or leave them out.',
    default: { kind: 'duplicate' },
    source: `${clip}; interpolation costs 12 to 23 times the decoding`,
  },
  longer: {
    type: longer,
    says: 'Clips of more ticks than the count: keep the head, the middle, several windows, frames of the whole span, all of it at higher speed, or leave them out.',
    default: { kind: 'head' },
    source: clip,
  },
  shorter: {
    type: oneOf(['reject', 'hold', 'loop', 'boomerang', 'retime']),
    says: 'Clips of fewer ticks than the count: leave them out, hold the last frame, loop, play to and fro, or play slower.',
    default: 'reject',
    source: 'frozen tails teach freezes (THUDM/CogVideo finetune/datasets/utils.py repeats the last frame)',
  },
  interlaced: {
    type: oneOf(['fields', 'reject']),
    says: 'Interlaced clips: make a frame of each field, or leave them out.',
    default: 'fields',
    source: 'cogx: combs are never learnt',
  },
  hdr: {
    type: oneOf(['tone-map', 'reject']),
    says: 'Clips of high dynamic range (PQ, HLG): map their colours to what a sample can show, or leave them out.',
    default: 'tone-map',
    source: 'cogx: as they are they lie under a grey veil',
  },
} as const;

type How<T extends z.ZodMiniType> = Word & { readonly type: T };

const words = (from: 'default' | 'pipeline') => {
  const entry = <T extends z.ZodMiniType>(key: keyof typeof how, { type, says, default: own, source = '' }: How<T>) => {
    const inherited: Derived = (draft) => draft.frames?.[key] ?? own;
    return word(type, {
      says,
      default: from === 'default' ? own : inherited,
      source: from === 'default' ? source : "the pipeline's own frames block",
    });
  };
  return {
    fit: entry('fit', how.fit),
    anchor: entry('anchor', how.anchor),
    above_rate: entry('above_rate', how.above_rate),
    below_rate: entry('below_rate', how.below_rate),
    longer: entry('longer', how.longer),
    shorter: entry('shorter', how.shorter),
    interlaced: entry('interlaced', how.interlaced),
    hdr: entry('hdr', how.hdr),
  };
};

export const frames = z.strictObject({
  count: word(whole(1), {
    says: 'Frames in one sample.',
    default: ofModel((model) => model.frames.native),
    source: "the model's native clip",
  }),
  rate: word(rate(), {
    says: 'Frames a second of a sample; the time of one is a tick.',
    default: ofModel((model) => model.frames.rate),
    source: 'the rate that the model was trained on',
  }),
  size: word(size(), {
    says: 'Width x height of a sample, in pixels.',
    default: ofModel((model) => model.sizes.native),
    source: "the model's native size",
  }),
  ...words('default'),
});

export const datasetFrames = z.strictObject(words('pipeline'));
