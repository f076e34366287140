import type { Rule } from '../rule.ts';
import { fixedSize } from './fixed-size.ts';
import { foreignLayout } from './foreign-layout.ts';
import { frameCount } from './frame-count.ts';
import { frameRate } from './frame-rate.ts';
import { frameSize } from './frame-size.ts';
import { nothingUploaded } from './nothing-uploaded.ts';
import { portraitSize } from './portrait-size.ts';
import { sizeNotDivisible } from './size-not-divisible.ts';
import { unknownWeights } from './unknown-weights.ts';
import { untrainedCount } from './untrained-count.ts';
import { weightsOfAnotherModel } from './weights-of-another-model.ts';

export const model: readonly Rule[] = [
  frameCount,
  untrainedCount,
  frameRate,
  sizeNotDivisible,
  fixedSize,
  portraitSize,
  frameSize,
  weightsOfAnotherModel,
  unknownWeights,
  foreignLayout,
  nothingUploaded,
];
