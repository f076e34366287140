import { gpuOf, modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const foreignPrecision: Rule = {
  code: 'foreign-precision',
  severity: 'note',
  certain: false,
  why: `The weights were trained in another precision than the run computes in. It works (bf16 has fewer digits than the
fp16 of CogVideoX-2B; fp32 has more, at twice the memory and a fraction of the speed), but it is rarely what is wanted.`,
  sources: ['zai-org/CogVideo#217', 'zai-org/CogVideo#87'],
  bad: pipeline({ model: 'cogvideox-2b-t2v', train: ['precision = bf16'] }),
  good: pipeline({ model: 'cogvideox-2b-t2v', train: ['precision = fp16'] }),
  quiet: [pipeline({ train: ['precision = bf16'] })],
  catches: ['M001', 'M061'],
  *check(plan, facts) {
    const { precisions } = modelOf(plan);
    const { precision } = plan.train;
    const path = ['train', 'precision'];
    if (!facts.written(path) || !precisions.includes(precision) || precision === precisions[0]) return;
    // What a CPU can't compute in is nothing to go back to.
    if (precisions[0] === 'fp16' && gpuOf(plan)?.device === 'cpu') return;
    yield {
      path,
      message: `${plan.model.kind} was trained in ${precisions[0]}, and the run computes in ${precision}.`,
      help: `Write precision = ${precisions[0]}, or leave it out.`,
      fix: { safety: 'unsafe', set: [{ path: path, text: `${precisions[0]}` }] },
    };
  },
};
