import { environment } from './environment/rules.ts';
import type { Rule } from './rule.ts';

/** The problems that environment variables may have: they are asked only where a file names any, so the build loads them only then. */
export const environmentRules = (): readonly Rule[] => environment;
