import * as z from 'zod';

/** Of the plan's document (document.ts): memory, time and storage. */
const gib = (says: string) => z.number().min(0).describe(`${says} GiB.`);

/** An estimate, and between which bounds it is meant. */
export const around = z
  .strictObject({
    expected: z.number(),
    least: z.number(),
    most: z.number(),
  })
  .meta({ id: 'around' });

const parts = z
  .strictObject({
    weights: z.number(),
    adapter: z.number(),
    gradients: z.number(),
    optimizer: z.number(),
    activations: z.number(),
    buckets: z.number().describe('What GPUs tell each other, gathered weights, and what other streams still hold.'),
    workspace: z.number().describe('Temporaries of the optimizer and of casts; what the VAE and cuDNN work in.'),
    fragmentation: z.number().describe('What torch reserves beyond that.'),
  })
  .meta({ id: 'memoryParts' });

export const phase = z
  .strictObject({
    phase: z.enum(['load', 'encode', 'forward', 'backward', 'step', 'validate']),
    allocated: gib('What tensors take at its fullest moment.'),
    reserved: gib("What torch's allocator has taken from the card for it."),
    parts: parts.describe('Sum: reserved.'),
  })
  .meta({ id: 'memoryPhase' });

export const memory = z
  .strictObject({
    gpu: z.string().nullable().describe('The kind of GPU; null where the file says none.'),
    card: z.number().nullable().describe('What torch has on it, in GiB; null where that is not known.'),
    strategy: z.strictObject({
      shard: z.string(),
      offload: z.string(),
      gpus: z.int(),
      says: z.string().describe('In a sentence: what is spread, and what is kept elsewhere.'),
    }),
    peak: z.strictObject({
      phase: phase.shape.phase,
      allocated: gib('The floor: less can not be had.'),
      reserved: gib('What the run takes where the card has it.'),
    }),
    needs: around.describe('What the card must hold, CUDA and NCCL counted, in GiB.'),
    context: gib('What CUDA and NCCL take beside torch.'),
    by: z.enum(['tape', 'closed form']).describe('How it was estimated.'),
    verdict: z.enum(['fits', 'tight', 'does not fit', 'unknown']),
    phases: z.array(phase).describe('In the order of a run; encode and validate are other processes or moments.'),
    notes: z.array(z.string()),
  })
  .meta({ id: 'memory' });

export const part = z
  .strictObject({
    name: z.enum(['prepare', 'encode', 'start', 'updates', 'network', 'data', 'checkpoints', 'validation']),
    seconds: around.nullable().describe('On the clock; null where nothing is known.'),
    gpu_hours: z.number().describe('Of the GPUs that wait for it.'),
    price: z.number().nullable().describe('USD.'),
    from: z.string().describe('How it comes about.'),
  })
  .meta({ id: 'timePart' });

const limit = z
  .strictObject({
    name: z.enum(['budget', 'time limit']),
    limit: z.number().describe('GPU hours of a budget, seconds of a time limit.'),
    planned: around,
    stands: z.enum(['within', 'may be over', 'over']),
    says: z.string(),
  })
  .meta({ id: 'limit' });

export const time = z
  .strictObject({
    flops: z.strictObject({
      sample: z.number().describe('Operations of one sample, forwards and backwards, recomputation counted.'),
      update: z.number().describe('Of one GPU in one update.'),
      attention: z.number().describe('Share of attention in them.'),
    }),
    achieved: z.strictObject({
      peak: z.number().nullable().describe('Dense TFLOP/s of the GPU in this precision.'),
      share: z.number().nullable().describe('Of it that is reached.'),
      band: z.number().describe('By which share the time of an update may be off, either way.'),
      source: z.string(),
    }),
    update: around.describe('One optimizer update, in seconds.'),
    measured: z
      .strictObject({
        file: z.string(),
        seconds: z.number().describe('Of one update.'),
        updates: z.int().describe('That it is the median of.'),
        gpu: z.string().describe('As torch names it.'),
        when: z.string(),
        used: z.boolean(),
        says: z.string().describe('Whether this plan uses it, and why not.'),
      })
      .nullable(),
    parts: z.array(part),
    train: around.describe('From start to end of train.py, in seconds.'),
    total: around.describe('With all that comes before, in seconds.'),
    gpu_hours: around,
    price: around.nullable().describe('USD; null where no price is known.'),
    price_of: z.string().describe('Price of a GPU hour, and where it comes from.'),
    limits: z.array(limit),
  })
  .meta({ id: 'time' });

export const stored = z
  .strictObject({
    name: z.string(),
    gib: z.number(),
    from: z.string().describe('How it comes about.'),
  })
  .meta({ id: 'stored' });

export const storage = z.strictObject({
  has: z.number().nullable().describe('What the file says there is, in GiB.'),
  total: z.number(),
  parts: z.array(stored),
  notes: z.array(z.string()),
});

export type Around = z.infer<typeof around>;
export type Phase = z.infer<typeof phase>;
export type ForecastMemory = z.infer<typeof memory>;
export type ForecastTime = z.infer<typeof time>;
export type TimePart = z.infer<typeof part>;
export type Stored = z.infer<typeof stored>;
export type Storage = z.infer<typeof storage>;
