import type { Rule } from '../rule.ts';
import { batchDoesNotDivide } from './batch-does-not-divide.ts';
import { batchExceedsPass } from './batch-exceeds-pass.ts';
import { smallBatch } from './small-batch.ts';
import { threeBatchWords } from './three-batch-words.ts';

export const batch: readonly Rule[] = [threeBatchWords, batchDoesNotDivide, batchExceedsPass, smallBatch];
