import { nearest } from '../../diagnostics/suggest.ts';
import { modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unknownTarget: Rule = {
  code: 'unknown-target',
  severity: 'error',
  certain: true,
  why: `A LoRA is laid on the layers whose names end in its targets. Where none does, peft stops after the model is loaded; where one of
several does not, it says nothing and the LoRA is smaller than meant.`,
  sources: ['huggingface/peft src/peft/tuners/tuners_utils.py', 'huggingface/finetrainers#191'],
  bad: pipeline({ train: ['adapter lora { targets = [to_q, to_k, to_v, to_out] }'] }),
  good: pipeline({ train: ['adapter lora { targets = [to_q, to_k, to_v, to_out.0] }'] }),
  quiet: [pipeline({ train: ['adapter lora { targets = [to_q, ff.net.0.proj, ff.net.2] }'] })],
  *check(plan) {
    const { adapter } = plan.train;
    const known = Object.keys(modelOf(plan).lora_layers);
    const strangers = adapter.kind === 'lora' ? adapter.targets.filter((target) => !known.includes(target)) : [];
    for (const stranger of strangers) {
      const near = nearest(stranger, known);
      yield {
        path: ['train', 'adapter', 'targets'],
        message: `${plan.model.kind} has no layer ${stranger} in its blocks.`,
        help: near ? `Did you mean ${near}?` : `Write some of: ${known.join(', ')}.`,
      };
    }
  },
};
