import type { Rule } from '../rule.ts';
import { attentionUnfit } from './attention-unfit.ts';
import { bf16OnOldGpu } from './bf16-on-old-gpu.ts';
import { foreignPrecision } from './foreign-precision.ts';
import { fp16OnCpu } from './fp16-on-cpu.ts';
import { unfitPrecision } from './unfit-precision.ts';

export const precision: readonly Rule[] = [unfitPrecision, foreignPrecision, bf16OnOldGpu, fp16OnCpu, attentionUnfit];
