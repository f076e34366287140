import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn, writeWhole } from '../disk/place.ts';
import { sha256OfFile } from '../disk/sha256.ts';
import type { Compiled } from './compiled.ts';

/** What a stage reads of the outputs, beside what the stages before it read. */
export const reads = {
  prepare: ['prepare.sh', 'clips.tsv'],
  encode: ['encode.py'],
  train: [
    'train.py',
    'run_state.py',
    'checkpoints.py',
    'record.py',
    'progress.py',
    'stream.py',
    'validate.py',
    'extras.py',
    'shards.py',
    'image.py',
    'launch.sh',
    'accelerate.json',
    'deepspeed.json',
  ],
  sample: ['sample.py'],
} as const;

export type Marked = keyof typeof reads;
const order = Object.keys(reads) as Marked[];

/** Hash of all that has made what a stage makes: files that somebody has edited count as they are. */
const hashOf = ({ outputs }: Compiled, stage: Marked): string => {
  const files = order.slice(0, order.indexOf(stage) + 1).flatMap((each) => reads[each]);
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file} ${sha256OfFile(join(outputs, file)) ?? 'none'}\n`);
  return hash.digest('hex');
};

const markFile = ({ work }: Compiled): string => join(work, 'stages.json');

const marksOf = (compiled: Compiled): Partial<Record<Marked, string>> => {
  try {
    return JSON.parse(readFileSync(markFile(compiled), 'utf8'));
  } catch {
    return {}; // none yet, or cut off: then the stages look for themselves what is done
  }
};

/** What a stage leaves behind when it is done. */
const made = (stage: Marked, { work, run }: Compiled): boolean => {
  switch (stage) {
    case 'prepare':
      return existsSync(join(work, 'summary.0-of-1.tsv'));
    case 'encode':
      return existsSync(join(work, 'samples.tsv'));
    case 'train':
      return ['pytorch_lora_weights.safetensors', 'transformer'].some((name) => existsSync(join(run, name)));
    case 'sample':
      return (namesIn(join(run, 'samples')) ?? []).some((name) => /^final-.*\.mp4$/.test(name));
  }
};

/** Whether a stage has ended well with these very outputs, and what it made is there. */
export const isDone = (stage: Marked, compiled: Compiled): boolean =>
  marksOf(compiled)[stage] === hashOf(compiled, stage) && made(stage, compiled);

export const markDone = (stage: Marked, compiled: Compiled): void => {
  const file = markFile(compiled);
  mkdirSync(compiled.work, { recursive: true });
  const marks = { ...marksOf(compiled), [stage]: hashOf(compiled, stage) };
  writeWhole(file, `${JSON.stringify(marks, null, 2)}\n`);
};
