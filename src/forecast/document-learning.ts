import * as z from 'zod';

/** Of the plan's document (document.ts): what is learnt, when, and from which data. */
export const learned = z
  .strictObject({
    name: z.string(),
    value: z.number(),
    says: z.string().describe('The value as a person reads it.'),
    advised: z.strictObject({ least: z.number(), most: z.number(), says: z.string(), source: z.string() }).nullable(),
  })
  .meta({ id: 'learned' });

export const learning = z
  .strictObject({
    updates: z.int().nullable().describe('Null where the length is in epochs and there is no inventory.'),
    samples: z.int().nullable().describe('Samples of one pass, repeats counted.'),
    epochs: z.number().nullable(),
    global_batch: z.int(),
    batch_per_gpu: z.int(),
    accumulate: z.int(),
    gpus: z.int(),
    views: z
      .array(z.strictObject({ dataset: z.string(), sample: z.number(), clip: z.number() }))
      .describe('How often the run sees one sample and one clip of each dataset, in the mean.'),
    schedule: z.string(),
    warmup: z.int().nullable(),
    warmup_share: z.number().nullable(),
    rates: z.array(z.strictObject({ at: z.number(), rate: z.number() })).describe('At 0, 25, 50, 75 and 100 %.'),
    curve: z
      .array(z.strictObject({ update: z.int(), rate: z.number() }))
      .describe('At most 200 points, of updates counted from 1.'),
    effective_rate: z.number().nullable().describe('Of a LoRA: rate x alpha / rank.'),
    trained: z.number().describe('Numbers that learn.'),
    judged: z.array(learned).describe('Beside what is advised.'),
  })
  .meta({ id: 'learning' });

export const event = z
  .strictObject({
    kind: z.enum(['checkpoint', 'validation', 'end', 'job ends']),
    update: z.int(),
    seconds: z.number().nullable().describe('After the start of train.py.'),
  })
  .meta({ id: 'event' });

const bins = z
  .strictObject({
    title: z.string(),
    bins: z.array(z.strictObject({ label: z.string(), count: z.int() })),
  })
  .meta({ id: 'histogram' });

export const sampling = z
  .strictObject({
    policy: z.string().describe('What the frame policy does to such clips.'),
    clips: z.int().describe('How many clips it is done to.'),
    clip: z.string().describe('One of them.'),
    caption: z.string(),
    seconds: z.number(),
    rate: z.number(),
    frames: z.int().describe('Pictures of the clip.'),
    shows: z.array(z.number()).describe('For each frame of its first sample the picture that it shows, from 0.'),
    sample_seconds: z.number(),
    windows: z.int().describe('Samples that the clip gives.'),
  })
  .meta({ id: 'sampling' });

export const dataset = z
  .strictObject({
    name: z.string(),
    clips: z.int(),
    kept: z.int(),
    samples: z.int(),
    held_out: z.int(),
    dropped: z.array(z.strictObject({ reason: z.string(), count: z.int(), first: z.array(z.string()) })),
    coverage: z.strictObject({ least: z.number(), below_80: z.int(), footage_used: z.number() }),
    speed: z.strictObject({ least: z.number(), most: z.number() }),
    frames: z.strictObject({ shown: z.int(), doubled: z.number(), held: z.number() }),
    captions: z
      .strictObject({ tokens_median: z.number(), tokens_most: z.int(), limit: z.int(), cut: z.int() })
      .nullable()
      .describe('Tokens are estimated from letters.'),
    picture: z
      .strictObject({
        kept: z.number().describe('Share of the pixels of the source that the sample has at most, in the mean.'),
        cut: z.number().describe('Share of the picture that is cut away, in the mean.'),
        enlarged: z.int().describe('Clips that are smaller than a sample.'),
      })
      .nullable(),
    charts: z.array(bins),
    samplings: z.array(sampling),
  })
  .meta({ id: 'dataset' });

export type ForecastLearning = z.infer<typeof learning>;
export type Learned = z.infer<typeof learned>;
export type Event = z.infer<typeof event>;
export type DatasetForecast = z.infer<typeof dataset>;
