import { agree, named, some, trained } from '../common.ts';
import { clips, described, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const more = ['captions { trigger = "brdstyle" }'];

export const triggerTwice: Rule = {
  code: 'trigger-twice',
  severity: 'warning',
  certain: false,
  why: `cogx puts the trigger before each caption. Captions that were written for a trainer that does not, and hold it already, have it
twice then, and the model learns it as two words in a row: a prompt with one is not what it was trained on. Where every caption
is meant to hold it in its own place, leave trigger out.`,
  bad: {
    text: pipeline({ about: 'birds holds 200 captions such as "brdstyle, a bird takes off"', more }),
    clips: described(clips(200), (path) => `brdstyle, a bird takes off from branch ${path}`),
  },
  good: {
    text: pipeline({ about: 'birds holds 200 captions such as "brdstyle, a bird takes off"' }),
    clips: described(clips(200), (path) => `brdstyle, a bird takes off from branch ${path}`),
  },
  quiet: [{ text: pipeline({ more }), clips: clips(200) }],
  sources: ['replicate/flux-fine-tuner#42', 'kohya-ss/musubi-tuner#990'],
  *check(plan, facts) {
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { triggered: group } = seen.texts;
      const { trigger } = dataset.captions;
      if (trigger === null || group.count === 0) continue;
      const own = ['dataset', name, 'captions', 'trigger'];
      yield {
        path: facts.written(own) ? own : ['captions', 'trigger'],
        message: `${some(group, seen.kept, 'caption')} of dataset ${name} ${agree(group, 'holds', 'hold')} the trigger "${trigger}" already, and it is put before ${agree(group, 'it', 'each')} once more${named(group)}.`,
        help:
          group.count === seen.kept
            ? 'Take trigger out.'
            : `Take "${trigger}" out of ${agree(group, 'that caption', 'those captions')}.`,
        severity: group.count / seen.kept > dataset.tolerate ? 'warning' : 'note',
      };
    }
  },
};
