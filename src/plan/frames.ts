import * as z from 'zod/mini';
import { models } from '../models/models.ts';
import { oneOf, rate, size, whole } from './values.ts';
import { type Derived, type Word, word } from './word.ts';

const ofModel =
  (fact: (model: (typeof models)[keyof typeof models]) => unknown): Derived =>
  (draft) => {
    const model = models[draft.model.kind as keyof typeof models];
    return fact(model);
  };

const clip = 'cogx: no clip is changed in speed or made up unless the file says so';

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
  z.strictObject({ kind: z.literal('span') }),
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
    says: 'Which part of the picture `cover` keeps.',
    default: 'centre',
    source: 'cogx',
  },
  above_rate: {
    type: oneOf(['drop', 'retime', 'reject']),
    says: 'Clips above the rate: drop frames, keep every frame and play slower, or leave them out.',
    default: 'drop',
    source: clip,
  },
  below_rate: {
    type: oneOf(['duplicate', 'interpolate', 'retime', 'reject']),
    says: 'Clips below the rate: double frames, make up frames between them, keep every frame and play faster, or leave them out.',
    default: 'duplicate',
    source: `${clip}; interpolation costs 12 to 23 times the decoding`,
  },
  longer: {
    type: longer,
    says: 'Clips of more ticks than the count: keep the head, the middle, several windows, the whole span at higher speed, or leave them out.',
    default: { kind: 'head' },
    source: clip,
  },
  shorter: {
    type: oneOf(['reject', 'hold', 'loop', 'retime']),
    says: 'Clips of fewer ticks than the count: leave them out, hold the last frame, loop, or play slower.',
    default: 'reject',
    source: 'frozen tails teach freezes (THUDM/CogVideo finetune/datasets/utils.py repeats the last frame)',
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
  };
};

export const frames = z.strictObject({
  count: word(whole(1), {
    says: 'Frames in one sample.',
    default: ofModel((model) => model.frames.native),
    source: "the model's native clip",
  }),
  rate: word(rate(), {
    says: 'Frames a second of a sample.',
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
