import { modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const prompt = (image: string) => [
  'validate {',
  `  prompt dive { text = "a kingfisher dives into a pond"${image} }`,
  '}',
];

export const imageWithoutReader: Rule = {
  code: 'image-without-reader',
  severity: 'error',
  certain: true,
  why: `A model that starts from text alone has no place for an image, so the word would be passed over in silence and the video
would show something else than its author expects.`,
  sources: [
    'kijai/ComfyUI-CogVideoXWrapper#94',
    'aigc-apps/VideoX-Fun#72',
    'zai-org/CogVideo#752',
    'aigc-apps/VideoX-Fun#109',
  ],
  bad: pipeline({ train: prompt(', image = "kingfisher.png"') }),
  good: pipeline({ train: prompt('') }),
  quiet: [
    pipeline({ model: 'cogvideox-5b-i2v', more: ['image { dropout = 10 % }'] }),
    pipeline({
      model: 'cogvideox-5b-i2v',
      train: ['validate {', '  prompt dive { text = "a kingfisher dives", image = "kingfisher.png" }', '}'],
    }),
  ],
  catches: ['M083'],
  *check(plan) {
    if (modelOf(plan).conditioning === 'image') return;
    if (plan.image !== null)
      yield {
        path: ['image'],
        at: 'name',
        message: `${plan.model.kind} starts from text alone and reads no image.`,
        help: 'Take the block out, or choose a model whose name ends in i2v.',
      };
    for (const [name, { image }] of Object.entries(plan.train.validate.prompt)) {
      if (image === null) continue;
      yield {
        path: ['train', 'validate', 'prompt', name, 'image'],
        message: `${plan.model.kind} starts from text alone and reads no image.`,
        help: 'Take the image out, or choose a model whose name ends in i2v.',
      };
    }
  },
};
