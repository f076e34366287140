import { agree, named, some, trained } from '../common.ts';
import { both, clips, lookedAt, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of 6.25 s; 20 have a cut at 2 s';
const plain = lookedAt({});

export const cutInsideSample: Rule = {
  code: 'cut-inside-sample',
  severity: 'warning',
  certain: false,
  why: `A sample with a scene cut inside shows two things under one caption, and the model learns that pictures jump; makers of data sets
cut films into shots first for that reason. Cuts are those that FFmpeg's scdet finds when \`cogx scan --look\` decodes a clip; fades and
dissolves it does not find. Up to one clip in twenty this is a note: hard light and flashes look like cuts to it.`,
  bad: { text: pipeline({ about }), clips: both(clips(180, plain), clips(20, lookedAt({ cuts: [2] }), 181)) },
  good: { text: pipeline({ about }), clips: clips(200, plain) },
  quiet: [
    // 49 frames at 8 a second show the first 6.125 s.
    { text: pipeline({ about: 'a cut behind what the sample shows' }), clips: clips(20, lookedAt({ cuts: [6.2] })) },
    { text: pipeline({ about: 'nobody looked' }), clips: clips(20) },
    {
      text: pipeline({ about: 'black for half a second, then a picture' }),
      clips: clips(20, lookedAt({ cuts: [0.5], black: [[0, 0.5]] })),
    },
  ],
  sources: ['zai-org/CogVideo#385', 'PKU-YuanGroup/Open-Sora-Dataset#3', 'FFmpeg: scdet'],
  catches: ['M091'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { looks } = seen;
      const group = looks.cut;
      if (group.count === 0) continue;
      const thing = looks.clips < seen.clips ? 'decoded clip' : 'clip';
      yield {
        path: ['dataset', name],
        message: `${some(group, looks.clips, thing)} of dataset ${name} ${agree(group, 'has a scene cut inside a sample', 'have a scene cut inside a sample')}${named(group)}.`,
        help: `Split ${agree(group, 'that clip at its cuts', 'those clips at their cuts')} into files with a caption each (PySceneDetect does it), or name ${agree(group, 'it', 'them')} in exclude.`,
        severity: group.count / looks.clips > 0.05 ? 'warning' : 'note',
      };
    }
  },
};
