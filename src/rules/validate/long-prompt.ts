import { wordsOf } from '../../media/language.ts';
import { modelOf } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const ofWords = (count: number) => pipeline({ train: [`validate { prompts = "${'a '.repeat(count).trim()}" }`] });

export const longPrompt: Rule = {
  code: 'long-prompt',
  severity: 'warning',
  certain: false,
  why: `The text encoder reads 226 tokens, and a word is one token at least: what stands behind is cut off, and the validation video does
not show it (zai-org/CogVideo#310, kijai/ComfyUI-CogVideoXWrapper#226).`,
  sources: ['zai-org/CogVideo#310', 'kijai/ComfyUI-CogVideoXWrapper#226'],
  bad: ofWords(230),
  good: ofWords(20),
  quiet: [ofWords(226)],
  *check(plan) {
    const { tokens } = modelOf(plan).text;
    const { prompts, prompt } = plan.train.validate;
    const own = Object.entries(prompt).map(([name, { text }]) => ({ path: ['prompt', name, 'text'], text }));
    for (const { path, text } of [...prompts.map((each) => ({ path: ['prompts'], text: each })), ...own]) {
      const words = wordsOf(text);
      if (words <= tokens) continue;
      yield {
        path: ['train', 'validate', ...path],
        message: `A prompt has ${words} words, and ${plan.model.kind} reads ${tokens} tokens.`,
        help: `Shorten it to about ${Math.floor(tokens / 1.3 / 10) * 10} words, with what matters first.`,
      };
    }
  },
};
