import { gpuOf, modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const fp16OnCpu: Rule = {
  code: 'fp16-on-cpu',
  severity: 'error',
  certain: true,
  why: `accelerate refuses it before the first step: "fp16 mixed precision requires a device in …"
(huggingface/accelerate src/accelerate/accelerator.py), and its list has no CPU.`,
  sources: ['huggingface/accelerate: src/accelerate/accelerator.py'],
  bad: pipeline({ model: 'cogvideox-2b-t2v', more: ['cluster { gpu = cpu }'] }),
  good: pipeline({ model: 'tiny-cogvideox-2b-t2v', more: ['cluster { gpu = cpu }'] }),
  quiet: [pipeline({ model: 'tiny-cogvideox-5b-t2v', more: ['cluster { gpu = cpu }'] })],
  *check(plan, facts) {
    if (plan.train.precision !== 'fp16' || gpuOf(plan)?.device !== 'cpu') return;
    const written = facts.written(['train', 'precision']);
    const [first] = modelOf(plan).precisions.filter((precision) => precision !== 'fp16');
    yield {
      path: written ? ['train', 'precision'] : ['cluster', 'gpu'],
      message: written
        ? 'A CPU does not train in fp16.'
        : `A CPU does not train in fp16, which is the precision of ${plan.model.kind}.`,
      fix: { safety: 'unsafe', set: [{ path: ['train', 'precision'], text: `${first}` }] },
      help: written ? `Write precision = ${first}.` : `Write precision = ${first}, or train a tiny model there.`,
    };
  },
};
