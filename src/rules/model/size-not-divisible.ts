import { modelOf, printedSize } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { nearestSize, sizeProblem } from './size.ts';

export const sizeNotDivisible: Rule = {
  code: 'size-not-divisible',
  severity: 'error',
  certain: true,
  why: `The VAE shrinks each side by 8 and the transformer takes patches of 2 x 2, so both sides are multiples of 16.
Others fail in the first step, or are resized without a word (426x240 becomes 416x224 in some trainers;
tdrussell/diffusion-pipe#186, huggingface/finetrainers#153).`,
  sources: [
    'tdrussell/diffusion-pipe#186',
    'huggingface/finetrainers#153',
    'tdrussell/diffusion-pipe#118',
    'zai-org/CogVideo#681',
    'huggingface/finetrainers#39',
  ],
  bad: pipeline({ more: ['frames { size = 854x480 }'] }),
  good: pipeline({ more: ['frames { size = 720x480 }'] }),
  quiet: [pipeline({ model: 'cogvideox-1.5-5b-i2v', more: ['frames { size = 1344x768 }'] })],
  catches: ['M079', 'M102'],
  *check(plan) {
    const { sizes } = modelOf(plan);
    const { size } = plan.frames;
    if (sizeProblem(sizes, size) !== 'not-divisible') return;
    const side = size.width % sizes.multiple === 0 ? `height ${size.height}` : `width ${size.width}`;
    yield {
      path: ['frames', 'size'],
      message: `${plan.model.kind} needs sides that divide by ${sizes.multiple}, and ${side} does not.`,
      help: `Write size = ${printedSize(nearestSize(sizes, size))}.`,
      fix: { safety: 'unsafe', set: [{ path: ['frames', 'size'], text: printedSize(nearestSize(sizes, size)) }] },
    };
  },
};
