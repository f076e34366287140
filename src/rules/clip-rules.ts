import { clips } from './clips/rules.ts';
import type { Rule } from './rule.ts';

/** The problems that clips may have: they are asked only where there is an inventory, so the build loads them only then. */
export const clipRules = (): readonly Rule[] => clips;
