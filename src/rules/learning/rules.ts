import type { Rule } from '../rule.ts';
import { alphaNotRank } from './alpha-not-rank.ts';
import { alphaScale } from './alpha-scale.ts';
import { betasSwapped } from './betas-swapped.ts';
import { fullRateTooHigh } from './full-rate-too-high.ts';
import { fullRateTooLow } from './full-rate-too-low.ts';
import { gradientsClippedAway } from './gradients-clipped-away.ts';
import { highLoraDropout } from './high-lora-dropout.ts';
import { largeEpsilon } from './large-epsilon.ts';
import { loraRateTooHigh } from './lora-rate-too-high.ts';
import { loraRateTooLow } from './lora-rate-too-low.ts';
import { prodigyRate } from './prodigy-rate.ts';
import { rankAboveWidth } from './rank-above-width.ts';
import { unknownTarget } from './unknown-target.ts';
import { weightDecayTakesAll } from './weight-decay-takes-all.ts';

export const learning: readonly Rule[] = [
  loraRateTooLow,
  loraRateTooHigh,
  fullRateTooHigh,
  fullRateTooLow,
  prodigyRate,
  alphaScale,
  alphaNotRank,
  rankAboveWidth,
  highLoraDropout,
  betasSwapped,
  weightDecayTakesAll,
  largeEpsilon,
  gradientsClippedAway,
  unknownTarget,
];
