import { agree, named, some, trained } from '../common.ts';
import { both, clips, described, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { fewestClips } from './short-captions.ts';

const told = (count: number, from = 1) =>
  described(clips(count, {}, from), (path) => `The video shows a bird that takes off from ${path}`);

export const sameOpenings: Rule = {
  code: 'same-openings',
  severity: 'note',
  certain: false,
  why: `Language models begin captions with "The video shows", and nobody writes a prompt like that: the words stand in all captions,
say nothing, and cost tokens of the 226. Publishers of data sets take them off by a list (PKU-YuanGroup/OpenS2V-Nexus#28).`,
  bad: { text: pipeline({ about: 'birds holds 200 captions that begin with "The video shows"' }), clips: told(200) },
  good: { text: pipeline({ about: 'birds holds 200 captions that begin with what is seen' }), clips: clips(200) },
  quiet: [{ text: pipeline({}), clips: both(clips(100), told(100, 101)) }],
  sources: ['PKU-YuanGroup/OpenS2V-Nexus#28', 'LLaVA-VL/LLaVA-NeXT#8'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { opened: group } = seen.texts;
      if (seen.kept < fewestClips || group.count <= seen.kept / 2) continue;
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.kept, 'caption')} of dataset ${name} ${agree(group, 'begins', 'begin')} as language models do ("The video shows")${named(group)}.`,
        help: 'Take those words off, so that captions begin with what is seen, as prompts do.',
      };
    }
  },
};
