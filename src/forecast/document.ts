import * as z from 'zod';
import { dataset, event, learning } from './document-learning.ts';
import { memory, storage, time } from './document-run.ts';

/**
 * The shape of `cogx plan --format json`, edition 1: what a run will need, take and cost. It is published as
 * docs/schema/plan-1.json. Fields may be added within an edition; none is taken away, and none changes its meaning.
 * Memory and disk are GiB, times seconds, shares between 0 and 1.
 */
const origin = z
  .strictObject({
    path: z.string(),
    value: z.unknown(),
    kind: z.enum(['file', 'use', 'profile', 'set', 'default', 'unsaid']),
    from: z.string().describe('`birds.cogx:12`, `--set …`, or the source of a default.'),
  })
  .meta({ id: 'origin' });

const finding = z
  .strictObject({
    code: z.string(),
    severity: z.enum(['error', 'warning', 'note']),
    message: z.string(),
    help: z.string().optional(),
    place: z.string().optional().describe('`birds.cogx:12`'),
  })
  .meta({ id: 'planFinding' });

const proposal = z
  .strictObject({
    says: z.string(),
    set: z.array(z.strictObject({ path: z.string(), text: z.string() })).describe('What is written for it.'),
    needs: z.number().describe('GiB of one GPU.'),
    reserved: z.number(),
    update: z.number().nullable().describe('Seconds of one update.'),
    chosen: z.boolean(),
  })
  .meta({ id: 'proposal' });

export const forecastDocument = z
  .strictObject({
    schema: z.literal(1).describe('The edition of this shape.'),
    version: z.string().describe('The version of cogx.'),
    exit: z.int().describe('The exit code: 0 fine, 1 errors, 2 wrong usage, 4 a bug of cogx.'),
    file: z.string(),
    profiles: z.array(z.string()),
    name: z.string(),
    says: z.string().describe('What is trained on what.'),
    trial: z.boolean().describe('Fewer than 100 updates that are written in steps: to see that all works.'),
    verdict: z
      .array(
        z.strictObject({
          asks: z.enum(['memory', 'time', 'price', 'disk', 'learning', 'data']),
          stand: z.enum(['good', 'low', 'bad', 'unknown']),
          answer: z.string(),
          more: z.string(),
        }),
      )
      .describe('The short answers.'),
    memory: memory.nullable(),
    time: time.nullable().describe('Null where the file names no GPU whose speed is known.'),
    disk: storage,
    ram: storage.describe('Memory of one machine.'),
    learning,
    schedule: z.array(event),
    data: z.array(dataset).describe('Empty without an inventory.'),
    inventory: z.boolean().describe('Whether there is one.'),
    origins: z.array(origin),
    findings: z.array(finding),
    fit: z.array(proposal).optional().describe('With --fit: what fits, the fastest first.'),
  })
  .meta({ title: 'cogx plan --format json', description: 'What a run will need, take and cost.' });

/** What a run will need, take and cost. */
export type Forecast = z.infer<typeof forecastDocument>;
export type Origin = z.infer<typeof origin>;
export type Proposal = z.infer<typeof proposal>;
