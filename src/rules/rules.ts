import { everyRule } from './asked.ts';
import type { Rule } from './rule.ts';

/** Every problem that cogx knows, for whoever needs them all at once. */
export const rules: readonly Rule[] = everyRule();
