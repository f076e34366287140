import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as z from 'zod/mini';
import type { Measured } from '../../estimate/measured.ts';
import { measuredPath } from './beside.ts';
import { writeWhole } from './place.ts';

const measured = z.object({
  schema: z.literal(1),
  seconds: z.number().check(z.gt(0)),
  updates: z.number(),
  flops: z.number().check(z.gt(0)),
  memory_gib: z.number(),
  model: z.string(),
  gpu: z.nullable(z.string()),
  gpus: z.number(),
  nodes: z.number(),
  shard: z.string(),
  compile: z.boolean(),
  when: z.string(),
});

/** What a run has measured; undefined where none has, a sentence where the file holds something else. */
export const readMeasured = (
  file: string,
): { readonly file: string; readonly measured: Measured } | string | undefined => {
  const path = measuredPath(file);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const parsed = measured.safeParse(JSON.parse(text) as unknown);
    if (parsed.success) return { file: basename(path), measured: parsed.data };
  } catch {
    // It is told below, like every other text that cogx run has not written.
  }
  return `${basename(path)} is not as cogx run writes it, and is not used: remove it.`;
};

export const writeMeasured = (file: string, seen: Measured): string => {
  const path = measuredPath(file);
  writeWhole(path, `${JSON.stringify(seen, null, 2)}\n`);
  return path;
};
