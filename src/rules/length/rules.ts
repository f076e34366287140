import type { Rule } from '../rule.ts';
import { fewUpdates } from './few-updates.ts';
import { manyPasses } from './many-passes.ts';
import { manyUpdates } from './many-updates.ts';
import { noTimeToTrain } from './no-time-to-train.ts';
import { onlyFinalCheckpoint } from './only-final-checkpoint.ts';
import { unfinishedPass } from './unfinished-pass.ts';
import { warmupTooLong } from './warmup-too-long.ts';

export const length: readonly Rule[] = [
  fewUpdates,
  manyUpdates,
  manyPasses,
  noTimeToTrain,
  unfinishedPass,
  warmupTooLong,
  onlyFinalCheckpoint,
];
