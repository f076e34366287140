import { clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** Everything but the list of clips can be written where nobody has looked at them. */
export const noClipList: Rule = {
  code: 'no-clip-list',
  severity: 'note',
  certain: false,
  when: 'compile',
  why: 'clips.tsv lists every sample with its window and its sampling, so it needs the inventory. Without one the other outputs are whole, which is enough to review them; prepare.sh and encode.py wait for the list.',
  sources: ['cogx: the language'],
  bad: { text: pipeline({}), compiles: true },
  good: { text: pipeline({}), clips: clips(40), compiles: true },
  *check({ train }, { scanned }) {
    if (scanned || 'epochs' in train.length) return;
    yield {
      path: [],
      message: 'There is no inventory of the clips, so the outputs lack clips.tsv.',
      help: 'Run cogx scan on this file where the clips are, then compile it again.',
    };
  },
};
