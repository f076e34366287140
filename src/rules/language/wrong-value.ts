import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const wrongValue: Rule = {
  code: 'wrong-value',
  severity: 'error',
  certain: true,
  why: `A value of another type, unit or range is never guessed at: "false" in quotes is a text (and counts as true in trainers
that take it for a boolean: bghira/SimpleTuner#1139), 16 is no rate until it says fps.`,
  sources: ['bghira/SimpleTuner#1139'],
  bad: pipeline({ model: 'cogvideox-2b-t2v', train: ['gradient_checkpointing = "false"'] }),
  good: pipeline({ model: 'cogvideox-2b-t2v', train: ['gradient_checkpointing = false'] }),
  catches: ['M041', 'M101'],
};
