import { agree, named, some, trained } from '../common.ts';
import { clips, described, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const markedCaptions: Rule = {
  code: 'marked-captions',
  severity: 'warning',
  certain: false,
  why: `Captions that hold a record of JSON, tags, an address or {subject} were written by a program for another one. T5 reads every
letter of it, and has no sign for some, such as braces (huggingface/transformers#21836): what is repeated in all captions is
bound to everything that the clips show. Up to \`tolerate\` of a dataset it is a note.`,
  bad: {
    text: pipeline({ about: 'birds holds 200 clips with captions such as {"caption": "a bird lands", "score": 0.9}' }),
    clips: described(clips(200), (path) => `{"caption": "a bird takes off from ${path}", "score": 0.9}`),
  },
  good: { text: pipeline({ about: 'birds holds 200 clips with captions of a sentence' }), clips: clips(200) },
  quiet: [
    {
      text: pipeline({}),
      clips: described(clips(200), (path) =>
        `a bird [left] & its chick <3 sit at 5 m, 45° (see ${path}): "look!", {it} says`.replace('{it}', 'one'),
      ),
    },
  ],
  sources: ['huggingface/transformers#21836', 'discourse/discourse-ai#857'],
  hides: ['short-captions'],
  *check(plan, facts) {
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { marked: group } = seen.texts;
      if (group.count === 0) continue;
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.kept, 'clip')} of dataset ${name} ${agree(group, 'has a caption', 'have captions')} with markup, a web address or a placeholder${named(group)}.`,
        help: 'Keep the sentence that describes the clip, and nothing else.',
        severity: group.count / seen.kept > dataset.tolerate ? 'warning' : 'note',
      };
    }
  },
};
