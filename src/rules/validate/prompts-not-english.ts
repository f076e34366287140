import { isOtherLanguage, isOtherScript } from '../../media/language.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { promptsIn } from './prompts.ts';

const prompting = (text: string) => pipeline({ train: [`validate { prompts = "${text}" }`] });

export const promptsNotEnglish: Rule = {
  code: 'prompts-not-english',
  severity: 'warning',
  certain: false,
  why: `The text encoder of CogVideoX is T5 v1.1, which was trained on English. Its vocabulary has no Chinese, Japanese, Cyrillic or
Arabic letters: such a prompt is one sign for "unknown" (huggingface/transformers#21836), and its video shows whatever the model
likes. Languages with Latin letters are read, and hardly understood.`,
  sources: ['huggingface/transformers#21836', 'zai-org/CogVideo README.md (prompt language: English)'],
  bad: prompting('一只小鸟从树枝上起飞，飞向蓝天'),
  good: prompting('a small bird takes off from a branch into the blue sky'),
  quiet: [prompting('the sign of a café reads 鸟, and a bird sits on it'), prompting('ein wren')],
  *check(plan) {
    for (const { path, text } of promptsIn(plan)) {
      const unread = isOtherScript(text);
      if (!unread && !isOtherLanguage(text)) continue;
      yield {
        path,
        message: `The prompt "${[...text].slice(0, 40).join('')}" is ${unread ? 'in letters that T5 does not know' : 'not in English, the language of T5'}.`,
        help: 'Write it in English.',
      };
    }
  },
};
