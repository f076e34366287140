import { agree, named, some, trained } from '../common.ts';
import { both, clips, described, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const refused = (count: number, from = 1) =>
  described(clips(count, {}, from), () => "I'm sorry, but as an AI I can't describe what happens in this video.");

export const refusedCaptions: Rule = {
  code: 'refused-captions',
  severity: 'warning',
  certain: false,
  why: `A language model that writes captions refuses some clips, or says that it can not see them, and its answer is stored as the
caption ("Too much I'm sorry answers", LLaVA-VL/LLaVA-NeXT#158; 518 of one cleaned set, h2oai/h2ogpt#103). The model learns to show
those clips for words that tell nothing of them. Up to \`tolerate\` of a dataset it is a note.`,
  bad: {
    text: pipeline({ about: 'birds holds 200 clips, of which 12 have an apology for a caption' }),
    clips: both(clips(188), refused(12, 189)),
  },
  good: { text: pipeline({ about: 'birds holds 200 clips with captions of a sentence' }), clips: clips(200) },
  quiet: [
    {
      text: pipeline({}),
      clips: described(
        clips(200),
        (path) => `a sorry little bird apologises to the camera, as an aide of ${path} looks on`,
      ),
    },
  ],
  sources: ['LLaVA-VL/LLaVA-NeXT#158', 'h2oai/h2ogpt#103', 'SilentView/LVD-2M#4'],
  *check(plan, facts) {
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { refused: group } = seen.texts;
      if (group.count === 0) continue;
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.kept, 'clip')} of dataset ${name} ${agree(group, 'has', 'have')} the excuse of a language model for a caption${named(group)}.`,
        help: `Caption ${agree(group, 'that clip again, or name it', 'those clips again, or name them')} in exclude.`,
        severity: group.count / seen.kept > dataset.tolerate ? 'warning' : 'note',
      };
    }
  },
};
