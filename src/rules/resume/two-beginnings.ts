import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const twoBeginnings: Rule = {
  code: 'two-beginnings',
  severity: 'warning',
  certain: false,
  why: `resume takes the weights of a checkpoint, and what adapter lora { from = … } laid into the model before is gone. Who writes both
expects something of the second that it does not do.`,
  sources: ['cogx: train.py'],
  bad: pipeline({ train: ['adapter lora { from = "runs/owls" }', 'resume = "runs/herons"'] }),
  good: pipeline({ train: ['resume = "runs/herons"'] }),
  *check({ train: { adapter, resume } }) {
    if (adapter.kind !== 'lora' || adapter.from === null || resume === null) return;
    yield {
      path: ['train', 'adapter', 'from'],
      message: `The weights come from ${resume}, so nothing is left of the LoRA of ${adapter.from}.`,
      help: 'Take one of them out: from begins anew, resume goes on.',
      related: { path: ['train', 'resume'], message: 'where it goes on from' },
    };
  },
};
