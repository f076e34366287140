import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** Words that stand in a large part of all captions of videos: subjects, places, kinds of picture. */
const common = `a an the of in on at with and man woman person people boy girl child child's hand face dog cat bird horse car tree water sea sky
street house room city forest background foreground scene camera shot video clip film movie photo picture style art anime cartoon
character subject object motion light night day red blue green black white`;

export const commonTrigger: Rule = {
  code: 'common-trigger',
  severity: 'warning',
  certain: false,
  why: `A trigger that the model knows already brings what it means with it, and what is learnt then shows wherever the word is
written: a LoRA with the trigger "background" changed everything (kohya-ss/musubi-tuner#990, tdrussell/diffusion-pipe#11).`,
  bad: pipeline({ more: ['captions { trigger = "background" }'] }),
  good: pipeline({ more: ['captions { trigger = "hrnstyle" }'] }),
  quiet: [pipeline({ more: ['captions { trigger = "hrnstyle bird" }'] })],
  sources: ['kohya-ss/musubi-tuner#990', 'tdrussell/diffusion-pipe#11'],
  catches: ['M045'],
  *check(plan, { written }) {
    const path = ['captions', 'trigger'];
    const { trigger } = plan.captions;
    if (!trigger || !written(path)) return;
    const [known, said] = [common, trigger.toLowerCase()].map((text) => text.split(/\s+/));
    if (!said?.every((word) => known?.includes(word))) return;
    yield {
      path,
      message: `The trigger "${trigger}" is a word that the model knows already.`,
      help: 'Write a word that nobody else uses, such as "brdx7".',
    };
  },
};
