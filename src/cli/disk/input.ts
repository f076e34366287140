import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { CheckInput } from '../../check.ts';
import { measuredPath } from './beside.ts';
import { readInventory } from './inventory.ts';
import { readMeasured } from './measured.ts';
import { textAt } from './place.ts';
import { lookFrom } from './run-folder.ts';

/** `data/birds.cogx` → `data/birds.clips.jsonl` */
export const inventoryPath = (file: string): string => `${file.replace(/\.cogx$/, '')}.clips.jsonl`;

export type Choices = { readonly profiles?: readonly string[]; readonly set?: readonly string[] };

/** A pipeline with everything around it that a check may read; undefined where there is no such file. */
export const inputOf = (file: string, choices: Choices = {}): CheckInput | undefined => {
  const text = textAt(file);
  return text === undefined ? undefined : inputFrom(file, text, choices);
};

/** A text that stands for a file, with everything around that. */
export const inputFrom = (file: string, text: string, { profiles = [], set = [] }: Choices = {}): CheckInput => {
  const inventory = inventoryPath(file);
  return {
    file,
    text,
    profiles,
    set,
    read: (path) => textAt(resolve(dirname(file), path)),
    look: lookFrom(dirname(file)),
    ...(existsSync(inventory) ? { clips: () => readInventory(inventory) } : {}),
    ...(existsSync(measuredPath(file)) ? { measured: measuredIn(file) } : {}),
  };
};

/** cogx plan tells where it is not as it should be. */
const measuredIn = (file: string): CheckInput['measured'] => {
  const measured = readMeasured(file);
  return typeof measured === 'object' ? measured.measured : undefined;
};

/** The folder that the pipeline's paths start from. */
export const folderOf = (file: string): string => join(dirname(file), '.');
