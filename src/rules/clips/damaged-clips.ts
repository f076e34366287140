import { agree, named, percent, some, trained } from '../common.ts';
import { both, clips, damaged, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 200 clips, of which 2 are cut short';

export const damagedClips: Rule = {
  code: 'damaged-clips',
  severity: 'warning',
  certain: false,
  why: `A truncated or empty file stops other trainers in the middle of a run (dmlc/decord#315, #162), or gives them doubled
frames in silence. cogx leaves damaged clips out before the run. Up to \`tolerate\` of a dataset (1 % unless it says
otherwise) they are a warning, above it an error: then something went wrong while copying.`,
  sources: ['dmlc/decord#315', 'dmlc/decord#162', 'dmlc/decord#83', 'dmlc/decord#248', 'zai-org/MotionBench#3'],
  bad: { text: pipeline({ about }), clips: both(clips(198), damaged(2, 199)) },
  good: { text: pipeline({ about: 'birds holds 200 whole clips' }), clips: clips(200) },
  catches: ['M030'],
  *check(plan, facts) {
    for (const { name, dataset, seen } of trained(plan, facts)) {
      const { damaged: group } = seen;
      if (group.count === 0) continue;
      const tolerated = group.count / seen.clips <= dataset.tolerate;
      const them = agree(group, 'it', 'them');
      yield {
        path: ['dataset', name],
        message: `${some(group, seen.clips, 'clip')} of dataset ${name} ${agree(group, 'is', 'are')} damaged and left out${named(group)}.`,
        help: tolerated
          ? `Copy or encode ${them} again, or take ${them} out of the folder.`
          : `Copy or encode ${them} again, or write tolerate = ${percent(Math.ceil((group.count / seen.clips) * 100) / 100)} in the dataset.`,
        severity: tolerated ? 'warning' : 'error',
      };
    }
  },
};
