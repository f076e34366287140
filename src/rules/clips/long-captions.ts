import { agree, modelOf, named, some, trained } from '../common.ts';
import { clips, described, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const long = described(clips(40), (path) => `${path} ${'shows a bird '.repeat(80)}`);

export const longCaptions: Rule = {
  code: 'long-captions',
  severity: 'warning',
  certain: false,
  why: `The text encoder reads 226 tokens, and a word is one token at least (1.3 on average): what stands behind is cut off without
a word, in training and in sampling (zai-org/CogVideo#310, NJU-PCALab/OpenVid-1M#10). Captions from language models are
often twice as long, and the camera stands at their end.`,
  bad: { text: pipeline({ about: 'birds holds 40 clips with captions of 240 words' }), clips: long },
  good: { text: pipeline({ about: 'birds holds 40 clips with captions of a sentence' }), clips: clips(40) },
  sources: ['zai-org/CogVideo#310', 'NJU-PCALab/OpenVid-1M#10', 'kohya-ss/musubi-tuner#42'],
  quiet: [
    {
      text: pipeline({}),
      clips: described(clips(40), (path) => `${path} ${'shows a bird '.repeat(75)}`),
    },
  ],
  *check(plan, facts) {
    const { tokens } = modelOf(plan).text;
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { long: group } = seen.texts;
      if (group.count === 0) continue;
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.kept, 'clip')} of dataset ${name} ${agree(group, 'has a caption', 'have captions')} of more than ${tokens} words, and ${plan.model.kind} reads ${tokens} tokens${named(group)}.`,
        help: `Shorten ${agree(group, 'it', 'them')} to about ${Math.floor(tokens / 1.3 / 10) * 10} words, with what matters first.`,
        severity: group.count / seen.kept > dataset.tolerate ? 'warning' : 'note',
      };
    }
  },
};
