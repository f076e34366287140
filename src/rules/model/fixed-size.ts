import { modelOf, printedSize } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { sizeProblem } from './size.ts';

export const fixedSize: Rule = {
  code: 'fixed-size',
  severity: 'error',
  certain: true,
  why: `CogVideoX-5B-I2V adds a learned table of positions that exists for 720x480 alone. diffusers raises
"It is currently not possible to generate videos at a different resolution that the defaults" in the first step, after
all latents are made (zai-org/CogVideo#732, #661; CogVideo's own check compares names that it never registers).`,
  sources: [
    'zai-org/CogVideo#732',
    'zai-org/CogVideo#661',
    'zai-org/CogVideo#705',
    'Comfy-Org/ComfyUI#5199',
    'zai-org/CogVideo#486',
  ],
  bad: pipeline({ model: 'cogvideox-5b-i2v', more: ['frames { size = 640x480 }'] }),
  good: pipeline({ model: 'cogvideox-5b-i2v', more: ['frames { size = 720x480 }'] }),
  quiet: [pipeline({ model: 'cogvideox-1.5-5b-i2v', more: ['frames { size = 768x768 }'] })],
  catches: ['M058'],
  *check(plan) {
    const { sizes, transformer } = modelOf(plan);
    const { size } = plan.frames;
    const problem = sizeProblem(sizes, size);
    if (!transformer.learned_positions || problem === undefined || problem === 'not-divisible') return;
    yield {
      path: ['frames', 'size'],
      message: `${plan.model.kind} takes no other size than ${printedSize(sizes.native)}, so ${printedSize(size)} fails in the first step.`,
      help: `Write size = ${printedSize(sizes.native)}.`,
      fix: { safety: 'safe', set: [{ path: ['frames', 'size'], text: printedSize(sizes.native) }] },
    };
  },
};
