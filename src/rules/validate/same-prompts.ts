import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const heron = '"a heron stands in the reeds and looks around"';

export const samePrompts: Rule = {
  code: 'same-prompts',
  severity: 'warning',
  certain: false,
  why: `All prompts are drawn from the seed of the run, so the same prompt gives the same video: the second costs as much time of all
GPUs as the first, and shows nothing. A seed of its own makes it another video.`,
  sources: ['huggingface/diffusers src/diffusers/utils/torch_utils.py (randn_tensor)'],
  bad: pipeline({ train: [`validate { prompts = [${heron}, ${heron}] }`] }),
  good: pipeline({ train: [`validate { prompts = [${heron}, "a kingfisher dives into a pond"] }`] }),
  quiet: [
    pipeline({
      train: ['validate {', `  prompts = ${heron}`, `  prompt other { text = ${heron}, seed = 7 }`, '}'],
    }),
  ],
  *check({ seed, train: { validate } }) {
    const path = ['train', 'validate', 'prompts'];
    const own = Object.entries(validate.prompt).map(([name, { text, seed: its, image }]) => ({
      path: ['train', 'validate', 'prompt', name, 'text'],
      key: JSON.stringify([text, its ?? seed, image]),
      text,
    }));
    const plain = validate.prompts.map((text) => ({ path, key: JSON.stringify([text, seed, null]), text }));
    const seen = new Set<string>();
    for (const each of [...plain, ...own]) {
      if (seen.has(each.key)) {
        yield {
          path: each.path,
          message: `"${each.text}" stands twice among the prompts, with one seed: the two videos are the same.`,
          help: 'Take one out, or give it a seed: prompt other { text = "…", seed = 7 }.',
        };
        return;
      }
      seen.add(each.key);
    }
  },
};
