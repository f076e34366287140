import { modelOf, printedSize } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { nearestSize, sizeProblem } from './size.ts';

export const frameSize: Rule = {
  code: 'frame-size',
  severity: 'warning',
  certain: false,
  why: `A model knows the positions of the size that it was trained on. CogVideoX 1.5 gave striped videos at others
(zai-org/CogVideo#619, maintainers: the size is not supported), though a LoRA at 768x480 was published
(huggingface/finetrainers#280); CogVideoX-5B meets rotary positions that it never saw in training, and CogVideoX-2B
computes its table anew. So try it with a few hundred updates before you pay for thousands.`,
  sources: [
    'zai-org/CogVideo#619',
    'huggingface/finetrainers#280',
    'zai-org/CogVideo#732',
    'zai-org/CogVideo#661',
    'zai-org/CogVideo#705',
    'Comfy-Org/ComfyUI#5199',
  ],
  bad: pipeline({ more: ['frames { size = 640x480 }'] }),
  good: pipeline({ more: ['frames { size = 720x480 }'] }),
  quiet: [pipeline({ model: 'cogvideox-1.5-5b-i2v', more: ['frames { size = 1024x768 }'] })],
  catches: ['M058', 'M067', 'M093'],
  *check(plan) {
    const { sizes, transformer } = modelOf(plan);
    const { size } = plan.frames;
    if (transformer.learned_positions || sizeProblem(sizes, size) !== 'other') return;
    const known =
      sizes.kind === 'fixed'
        ? printedSize(sizes.native)
        : `sizes whose short side is ${sizes.short_side} and whose long side is at most ${sizes.longest_side}`;
    yield {
      path: ['frames', 'size'],
      message: `${plan.model.kind} was trained on ${known}, not on ${printedSize(size)}.`,
      help: `Write size = ${printedSize(nearestSize(sizes, size))}.`,
      fix: { safety: 'unsafe', set: [{ path: ['frames', 'size'], text: printedSize(nearestSize(sizes, size)) }] },
    };
  },
};
