import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const promptsWithoutTrigger: Rule = {
  code: 'prompts-without-trigger',
  severity: 'warning',
  certain: false,
  why: `The trigger stands before every caption, so what was learnt answers to it. A validation prompt without it shows the model as
it was before, and whoever looks at the video thinks that nothing was learnt ("the same general subject was generated with or
without the Lora", kohya-ss/musubi-tuner#990).`,
  bad: pipeline({
    train: ['validate { prompts = ["a heron on a post"] }'],
    more: ['captions { trigger = "hrnstyle" }'],
  }),
  good: pipeline({
    train: ['validate { prompts = ["hrnstyle a heron on a post"] }'],
    more: ['captions { trigger = "hrnstyle" }'],
  }),
  quiet: [
    // One with and one without show the difference
    pipeline({
      train: ['validate { prompts = ["hrnstyle a heron", "a heron"] }'],
      more: ['captions { trigger = "hrnstyle" }'],
    }),
    pipeline({ train: ['validate { prompts = ["a heron"] }'] }),
  ],
  sources: ['kohya-ss/musubi-tuner#990', 'atomantic/PortOS#1320'],
  catches: ['M045'],
  *check(plan) {
    const { trigger } = plan.captions;
    const { prompts, prompt } = plan.train.validate;
    const texts = [...prompts, ...Object.values(prompt).map(({ text }) => text)];
    const lower = trigger?.toLowerCase() ?? '';
    if (!trigger || texts.length === 0 || texts.some((text) => text.toLowerCase().includes(lower))) return;
    yield {
      path: ['captions', 'trigger'],
      message: `No validation prompt holds the trigger "${trigger}".`,
      help: `Write it into a prompt: "${trigger} ${texts[0] ?? ''}".`,
    };
  },
};
