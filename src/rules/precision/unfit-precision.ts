import { modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const unfitPrecision: Rule = {
  code: 'unfit-precision',
  severity: 'error',
  certain: true,
  why: `All CogVideoX models but 2B were trained in bf16, and their activations leave the range of fp16: the loss is NaN
from the first step to the last and videos are black, in silence (huggingface/finetrainers#182, zai-org/CogVideo#637;
maintainers in zai-org/CogVideo#217: be sure to use bf16). With DeepSpeed every update is skipped as an overflow.`,
  sources: [
    'huggingface/finetrainers#182',
    'zai-org/CogVideo#637',
    'zai-org/CogVideo#217',
    'kohya-ss/musubi-tuner#26',
    'zai-org/CogVideo#233',
  ],
  bad: pipeline({ train: ['precision = fp16'] }),
  good: pipeline({ train: ['precision = bf16'] }),
  quiet: [
    // The one model that was trained in it
    pipeline({ model: 'cogvideox-2b-t2v', train: ['precision = fp16'] }),
    pipeline({ train: ['precision = fp32'] }),
  ],
  hides: ['fp16-on-cpu'],
  catches: ['M001'],
  *check(plan) {
    const { precisions } = modelOf(plan);
    const { precision } = plan.train;
    if (precisions.includes(precision)) return;
    yield {
      path: ['train', 'precision'],
      message: `${plan.model.kind} does not survive ${precision}: its loss becomes NaN.`,
      help: `Write precision = ${precisions[0]}.`,
      fix: { safety: 'unsafe', set: [{ path: ['train', 'precision'], text: `${precisions[0]}` }] },
    };
  },
};
