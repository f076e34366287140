import { batch } from './batch/rules.ts';
import { cluster } from './cluster/rules.ts';
import { compile } from './compile/rules.ts';
import { dataset } from './dataset/rules.ts';
import { language } from './language/rules.ts';
import { learning } from './learning/rules.ts';
import { length } from './length/rules.ts';
import { model } from './model/rules.ts';
import { precision } from './precision/rules.ts';
import { resources } from './resources/rules.ts';
import { resume } from './resume/rules.ts';
import type { Rule } from './rule.ts';
import { validate } from './validate/rules.ts';

/** The problems that a file may have, whether its clips are known or not. */
export const fileRules: readonly Rule[] = [
  ...language,
  ...model,
  ...dataset,
  ...batch,
  ...learning,
  ...length,
  ...validate,
  ...resume,
  ...precision,
  ...cluster,
  ...resources,
  ...compile,
];
