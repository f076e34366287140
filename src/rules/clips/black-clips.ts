import { agree, named, some, trained } from '../common.ts';
import { both, clips, lookedAt, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of 6.25 s; 20 begin with 1 s of black';
const plain = lookedAt({});

export const blackClips: Rule = {
  code: 'black-clips',
  severity: 'warning',
  certain: false,
  why: `Black at the start or end of a film is no part of what its caption describes; a model that is shown it begins its own videos with
black. Told of clips of which a sample is black for at least a tenth of its time, as FFmpeg's blackdetect sees it when \`cogx scan --look\`
decodes them. Up to one clip in twenty this is a note.`,
  bad: { text: pipeline({ about }), clips: both(clips(180, plain), clips(20, lookedAt({ black: [[0, 1]] }), 181)) },
  good: { text: pipeline({ about }), clips: clips(200, plain) },
  quiet: [
    { text: pipeline({ about: 'half a second of a fade' }), clips: clips(20, lookedAt({ black: [[0, 0.5]] })) },
    { text: pipeline({ about: 'black behind the sample' }), clips: clips(20, lookedAt({ black: [[6.15, 6.25]] })) },
  ],
  sources: ['FFmpeg: blackdetect'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { looks } = seen;
      const group = looks.black;
      if (group.count === 0) continue;
      const thing = looks.clips < seen.clips ? 'decoded clip' : 'clip';
      yield {
        path: ['dataset', name],
        message: `${some(group, looks.clips, thing)} of dataset ${name} ${agree(group, 'is black for a tenth of a sample or longer', 'are black for a tenth of a sample or longer')}${named(group)}.`,
        help: `Cut the black off, or name ${agree(group, 'the clip', 'the clips')} in exclude; longer = middle leaves starts and ends out.`,
        severity: group.count / looks.clips > 0.05 ? 'warning' : 'note',
      };
    }
  },
};
