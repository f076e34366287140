import { modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const model = 'cogvideox-5b-i2v';

export const promptWithoutImage: Rule = {
  code: 'prompt-without-image',
  severity: 'error',
  certain: true,
  why: `A model that starts from an image makes no video of a text alone: its pipeline fails at the first validation, hours into
the run. \`prompts\` is the short form for texts; \`prompt NAME { text, image }\` says both.`,
  sources: ['hao-ai-lab/FastVideo#795', 'Lightricks/LTX-Video-Trainer#11', 'bghira/SimpleTuner#1812'],
  bad: pipeline({ model, train: ['validate { prompts = ["a kingfisher dives into a pond"] }'] }),
  good: pipeline({
    model,
    train: ['validate {', '  prompt dive { text = "a kingfisher dives into a pond", image = "kingfisher.png" }', '}'],
  }),
  quiet: [pipeline({ model: 'cogvideox-5b-i2v' })],
  catches: ['M097'],
  *check(plan) {
    if (modelOf(plan).conditioning !== 'image') return;
    const { prompts, prompt } = plan.train.validate;
    const help = 'Write prompt NAME { text = "…", image = "…" } for each.';
    const message = `${plan.model.kind} starts from an image`;
    if (prompts.length > 0)
      yield { path: ['train', 'validate', 'prompts'], message: `${message}, and prompts has none.`, help };
    for (const [name, { image }] of Object.entries(prompt))
      if (image === null)
        yield {
          path: ['train', 'validate', 'prompt', name],
          message: `${message}, and prompt ${name} has none.`,
          help,
        };
  },
};
