import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const secret: Rule = {
  code: 'secret',
  severity: 'error',
  certain: true,
  why: `Pipelines are committed, shared and copied into outputs; a token in one is read by everybody who reads the file. The run gets
it from its environment, as the tools that need it expect it there.`,
  sources: ['cogx: the language'],
  bad: pipeline({ more: ['hub_token = "abc"'] }),
  good: pipeline({}),
};
