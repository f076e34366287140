import type { Rule } from '../rule.ts';
import { budgetExceeded } from './budget-exceeded.ts';
import { checkpointsCost } from './checkpoints-cost.ts';
import { diskTooSmall } from './disk-too-small.ts';
import { keptActivations } from './kept-activations.ts';
import { memoryDoesNotFit } from './memory-does-not-fit.ts';
import { memoryTight } from './memory-tight.ts';
import { ramTooSmall } from './ram-too-small.ts';
import { shmTooSmall } from './shm-too-small.ts';
import { spillsToHost } from './spills-to-host.ts';
import { timeLimitExceeded } from './time-limit-exceeded.ts';
import { workAtRisk } from './work-at-risk.ts';

export const resources: readonly Rule[] = [
  workAtRisk,
  checkpointsCost,
  memoryDoesNotFit,
  memoryTight,
  keptActivations,
  spillsToHost,
  diskTooSmall,
  ramTooSmall,
  shmTooSmall,
  budgetExceeded,
  timeLimitExceeded,
];
