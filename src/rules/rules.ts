import { clipRules } from './clip-rules.ts';
import { environmentRules } from './environment-rules.ts';
import { fileRules } from './file-rules.ts';
import type { Rule } from './rule.ts';

/** Every problem that cogx knows, in reading order. Those without `check` are raised by the parser, the reader or the schema. */
export const rules: readonly Rule[] = [...fileRules, ...environmentRules(), ...clipRules()];
