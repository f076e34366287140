import { agree, named, some, trained } from '../common.ts';
import { both, clips, lookedAt, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips, of which 60 have bars above and below';
const plain = lookedAt({});

export const bakedInBars: Rule = {
  code: 'baked-in-bars',
  severity: 'warning',
  certain: false,
  why: `Black bars that a film was saved with are part of its picture for a model, which learns to draw them; and fit = cover crops what lies
between them with the bars in view. Told of clips with bars of at least 2 % on two opposite sides from start to end, as FFmpeg's
cropdetect sees them when \`cogx scan --look\` decodes them. Up to one clip in five this is a note.`,
  bad: {
    text: pipeline({ about }),
    clips: both(clips(140, plain), clips(60, lookedAt({ bars: { left: 0, right: 0, top: 0.12, bottom: 0.12 } }), 141)),
  },
  good: { text: pipeline({ about }), clips: clips(200, plain) },
  quiet: [
    { text: pipeline({ about: 'no bars, dark scenes' }), clips: clips(20, lookedAt({ frozen: [[1, 2]] })) },
    { text: pipeline({ about: 'nobody looked' }), clips: clips(20) },
  ],
  sources: ['ali-vilab/VGen#50', 'xuduo35/MakeLongVideo#4', 'FFmpeg: cropdetect'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { looks } = seen;
      const group = looks.bars;
      if (group.count === 0) continue;
      const thing = looks.clips < seen.clips ? 'decoded clip' : 'clip';
      yield {
        path: ['dataset', name],
        message: `${some(group, looks.clips, thing)} of dataset ${name} ${agree(group, 'has black bars in its picture', 'have black bars in their pictures')}${named(group)}.`,
        help: `Cut the bars off with ffmpeg -vf crop=W:H:X:Y (cropdetect says which), or name ${agree(group, 'the file', 'the files')} in exclude.`,
        severity: group.count / looks.clips > 0.2 ? 'warning' : 'note',
      };
    }
  },
};
