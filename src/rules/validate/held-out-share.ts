import { percent } from '../common.ts';
import { both, clips, pipeline } from '../examples.ts';
import type { Facts, Rule } from '../rule.ts';

const about = 'birds holds 300 clips; the content of one says that it is among the first 4 % to be held out';
const held = (share: string) => pipeline({ about, train: [`validate { every = 250 steps, held_out = ${share} }`] });
/** Clips whose content comes late, and one whose content comes early. */
const some = both(clips(299, { fingerprint: 'f'.repeat(64) }), clips(1, { fingerprint: '08'.padEnd(64, '0') }, 300));

export const heldOutShare: Rule = {
  code: 'held-out-share',
  severity: 'error',
  certain: true,
  why: `Which clips are held out is decided by their content, each for itself, so that the same ones stay out when clips are added. Of few
clips a small share may be none: then there is no validation loss. Of all, nothing is left to train on.`,
  sources: ['cogx: the language'],
  bad: { text: held('2 %'), clips: some },
  good: { text: held('4 %'), clips: some },
  quiet: [held('2 %'), { text: pipeline({ about }), clips: some }],
  *check(plan, facts) {
    const share = plan.train.validate.held_out;
    const seen = share === null ? undefined : counted(facts);
    if (share === null || !seen || seen.samples === 0) return;
    if (seen.held > 0 && seen.held < seen.samples) return;
    const enough = Math.max(0.01, Math.ceil(seen.least * 100 + 1e-9) / 100);
    yield {
      path: ['train', 'validate', 'held_out'],
      message:
        seen.held === 0
          ? `held_out = ${percent(share)} holds out none of the ${seen.kept} clips.`
          : `held_out = ${percent(share)} holds out all clips and leaves none to train on.`,
      help: seen.held === 0 ? `Write held_out = ${percent(enough)}, or take it out.` : 'Write held_out = 5 %.',
    };
  },
};

const counted = ({ survey }: Facts) => {
  if (!survey) return undefined;
  const sets = Object.values(survey.datasets);
  return {
    kept: sets.reduce((sum, { kept }) => sum + kept, 0),
    samples: survey.samples,
    held: sets.reduce((sum, { held_out }) => sum + held_out, 0),
    least: Math.min(...sets.map(({ least_share }) => least_share)),
  };
};
