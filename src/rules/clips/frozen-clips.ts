import { agree, named, some, trained } from '../common.ts';
import { both, clips, lookedAt, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips of 6.25 s; 20 stand still from 1 s on';
const plain = lookedAt({});

export const frozenClips: Rule = {
  code: 'frozen-clips',
  severity: 'warning',
  certain: false,
  why: `A video model learns from stills, and from stills made into clips, that nothing moves; its own videos then stand still. Told of
clips of which a sample stands still for at least half of its time, as FFmpeg's freezedetect sees it when \`cogx scan --look\` decodes
them. Up to one clip in twenty this is a note.`,
  bad: { text: pipeline({ about }), clips: both(clips(180, plain), clips(20, lookedAt({ frozen: [[1, 6.25]] }), 181)) },
  good: { text: pipeline({ about }), clips: clips(200, plain) },
  quiet: [
    { text: pipeline({ about: 'a third stands still' }), clips: clips(20, lookedAt({ frozen: [[4, 6]] })) },
    {
      text: pipeline({ about: 'black-clips tells of these' }),
      clips: clips(2, lookedAt({ frozen: [[0, 1]], black: [[0, 0.3]] })),
    },
  ],
  sources: ['Wan-Video/Wan2.1#351', 'kohya-ss/musubi-tuner#142', 'FFmpeg: freezedetect'],
  catches: ['M017'],
  *check(plan, facts) {
    for (const { name, seen } of trained(plan, facts)) {
      const { looks } = seen;
      const group = looks.frozen;
      if (group.count === 0) continue;
      const thing = looks.clips < seen.clips ? 'decoded clip' : 'clip';
      yield {
        path: ['dataset', name],
        message: `${some(group, looks.clips, thing)} of dataset ${name} ${agree(group, 'stands still for half of a sample or longer', 'stand still for half of a sample or longer')}${named(group)}.`,
        help: `Name ${agree(group, 'it in exclude, or cut the part that moves out of it', 'them in exclude, or cut the part that moves out of them')}.`,
        severity: group.count / looks.clips > 0.05 ? 'warning' : 'note',
      };
    }
  },
};
