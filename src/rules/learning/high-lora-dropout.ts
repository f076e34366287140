import { percent } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const highLoraDropout: Rule = {
  code: 'high-lora-dropout',
  severity: 'error',
  certain: false,
  why: `A LoRA's dropout leaves out that share of its inputs, anew in every step. With all of them left out its output is 0 and has no
gradient: the run ends with the LoRA that it began with. Public recipes take 0, some 5 or 10 %.`,
  sources: ['huggingface/peft src/peft/tuners/lora/layer.py', 'pytorch/pytorch torch/nn/modules/dropout.py'],
  bad: pipeline({ train: ['adapter lora { dropout = 100 % }'] }),
  good: pipeline({ train: ['adapter lora { dropout = 10 % }'] }),
  quiet: [pipeline({ train: ['adapter lora { dropout = 50 % }'] })],
  *check({ train: { adapter } }) {
    if (adapter.kind !== 'lora' || adapter.dropout <= 0.5) return;
    yield {
      path: ['train', 'adapter', 'dropout'],
      message:
        adapter.dropout === 1
          ? 'With dropout = 100 % nothing reaches the LoRA, so it learns nothing.'
          : `${percent(adapter.dropout)} of what the LoRA is given is left out in every step.`,
      help: 'Write dropout = 0, or 10 % at most.',
      severity: adapter.dropout === 1 ? 'error' : 'warning',
    };
  },
};
