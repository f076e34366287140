import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unknownChoice: Rule = {
  code: 'unknown-choice',
  severity: 'error',
  certain: true,
  why: `The block is a choice between a few kinds, and this is none of them. Other trainers take what they know instead: an unknown
optimizer becomes AdamW with a line in the log (zai-org/CogVideo finetune/utils/optimizer_utils.py).`,
  sources: ['zai-org/CogVideo: finetune/utils/optimizer_utils.py'],
  bad: pipeline({ train: ['optimizer adamv'] }),
  good: pipeline({ train: ['optimizer adamw'] }),
  catches: ['M089'],
};
