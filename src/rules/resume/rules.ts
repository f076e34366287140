import type { Rule } from '../rule.ts';
import { nothingLeftToTrain } from './nothing-left-to-train.ts';
import { nothingToExtend } from './nothing-to-extend.ts';
import { resumeItself } from './resume-itself.ts';
import { resumeNotFound } from './resume-not-found.ts';
import { runOfAnotherTraining } from './run-of-another-training.ts';
import { twoBeginnings } from './two-beginnings.ts';

export const resume: readonly Rule[] = [
  nothingLeftToTrain,
  runOfAnotherTraining,
  resumeItself,
  twoBeginnings,
  resumeNotFound,
  nothingToExtend,
];
