import { modelOf, printedSize } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { sizeProblem } from './size.ts';

export const portraitSize: Rule = {
  code: 'portrait-size',
  severity: 'error',
  certain: false,
  why: `These models were trained on landscape pictures. A portrait size runs and always gives blurred videos
(zai-org/CogVideo#184, #486). CogVideoX 1.5 I2V takes portrait sizes, but saw few of them, so there it is a warning.`,
  sources: ['zai-org/CogVideo#184', 'zai-org/CogVideo#486', 'huggingface/finetrainers#64'],
  bad: pipeline({ more: ['frames { size = 480x720 }'] }),
  good: pipeline({ more: ['frames { size = 720x480 }'] }),
  quiet: [pipeline({ model: 'cogvideox-1.5-5b-i2v', more: ['frames { size = 768x768 }'] })],
  catches: ['M039'],
  *check(plan) {
    const { sizes, transformer } = modelOf(plan);
    const { size } = plan.frames;
    if (transformer.learned_positions || sizeProblem(sizes, size) !== 'portrait') return;
    yield {
      path: ['frames', 'size'],
      message: `${plan.model.kind} was trained on landscape pictures, and ${printedSize(size)} is a portrait.`,
      help: `Write size = ${printedSize(sizes.native)}; fit and anchor say what is kept of portrait clips.`,
      fix: { safety: 'unsafe', set: [{ path: ['frames', 'size'], text: printedSize(sizes.native) }] },
      severity: sizes.kind === 'range' ? 'warning' : 'error',
    };
  },
};
