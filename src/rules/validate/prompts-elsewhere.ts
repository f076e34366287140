import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { promptsIn } from './prompts.ts';

const prompting = (text: string) => pipeline({ train: [`validate { prompts = ["${text}"] }`] });

/** The name of a file, with folders or without. */
const fileName = /^[\w./~-]+\.(txt|jsonl?|csv|ya?ml|toml)$/i;

export const promptsElsewhere: Rule = {
  code: 'prompts-elsewhere',
  severity: 'error',
  certain: false,
  why: `A prompt is the text itself. Of "prompts.txt" the model makes a video of whatever that name brings to its mind, and other trainers'
ways to put several prompts into one text (":::" of diffusers, "|||" of shells) are letters here: one video of all of them.`,
  sources: [
    'huggingface/finetrainers#277',
    'huggingface/diffusers examples/cogvideo/train_cogvideox_lora.py (--validation_prompt_separator)',
  ],
  bad: prompting('validation/prompts.txt'),
  good: prompting('a small bird takes off from a branch into the blue sky'),
  quiet: [
    prompting('a screen that shows prompts.txt in an editor'),
    prompting('a digital clock shows 12::30'),
    prompting('bird'),
  ],
  hides: ['prompts-without-trigger'],
  *check(plan) {
    for (const { path, text } of promptsIn(plan)) {
      const parts = text.split(/:::|\|\|\|/).map((part) => part.trim());
      if (fileName.test(text))
        yield {
          path,
          message: `The prompt "${text}" is the name of a file, and no file is read.`,
          help: 'Write the prompts themselves: prompts = ["…", "…"].',
        };
      else if (parts.length > 1)
        yield {
          path,
          message: `One prompt holds ${parts.length} with marks between them, and is one video here.`,
          help: `Write prompts = [${parts.map((part) => JSON.stringify(part)).join(', ')}].`,
        };
    }
  },
};
