import type { Plan } from '../plan/pipeline.ts';
import { clipRules } from './clip-rules.ts';
import { environmentRules } from './environment-rules.ts';
import { fileRules } from './file-rules.ts';
import type { Rule } from './rule.ts';

/** Every problem that cogx knows, in reading order. Those without `check` are raised by the parser, the reader or the schema. */
export const everyRule = (): readonly Rule[] => [...fileRules, ...environmentRules(), ...clipRules()];

/** Those that may have something to say: the build loads the others no sooner than somebody asks for them. */
export const rulesFor = (plan: Plan, knowsClips: boolean): readonly Rule[] => [
  ...fileRules,
  ...(namesVariables(plan) ? environmentRules() : []),
  ...(knowsClips ? clipRules() : []),
];

const namesVariables = ({ environment, pass_env }: Plan): boolean =>
  pass_env.length > 0 || Object.keys(environment).length > 0;
