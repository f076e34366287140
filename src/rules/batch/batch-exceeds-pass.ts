import { samplesOfPass } from '../../estimate/schedule.ts';
import type { Plan } from '../../plan/pipeline.ts';
import { count, gpuCount } from '../common.ts';
import { clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 12 clips, each of which gives one sample';

export const batchExceedsPass: Rule = {
  code: 'batch-exceeds-pass',
  severity: 'warning',
  certain: false,
  why: `An update that takes more samples than there are sees some of them twice and learns nothing more for it, at the full
price. (Other trainers train on nothing then: they drop the batch that does not fill, and say so once;
tdrussell/diffusion-pipe#340. The emitted train.py reads one endless stream and drops none.)`,
  sources: [
    'tdrussell/diffusion-pipe#340',
    'tdrussell/diffusion-pipe#130',
    'tdrussell/diffusion-pipe#118',
    'bghira/SimpleTuner#2051',
    'bghira/SimpleTuner#1869',
  ],
  bad: { text: pipeline({ about, length: '90 steps', train: ['global_batch = 32'] }), clips: clips(12) },
  good: { text: pipeline({ about, length: '90 steps', train: ['global_batch = 8'] }), clips: clips(12) },
  quiet: [
    { text: pipeline({ train: ['global_batch = 12'] }), clips: clips(12) },
    { text: pipeline({ dataset: ['repeats = 3'], train: ['global_batch = 32'] }), clips: clips(12) },
  ],
  catches: ['M015', 'M081'],
  *check(plan, { survey, written }) {
    if (!survey) return;
    const samples = samplesOfPass(plan, survey);
    const { global_batch } = plan.train;
    if (samples === 0 || global_batch <= samples) return;
    const word = ['global_batch', 'accumulate', 'batch_per_gpu'].find((each) => written(['train', each]));
    yield {
      path: ['train', word ?? 'length'],
      at: 'name',
      message: `One update takes ${count(global_batch, 'sample')}, and one pass over the data has only ${samples}.`,
      help: smaller(plan, samples),
      // What cogx chose itself is told, not held against the author.
      severity: word ? 'warning' : 'note',
    };
  },
};

/** Every GPU takes at least one sample, and all of them the same number. */
const smaller = (plan: Plan, samples: number): string => {
  const gpus = gpuCount(plan);
  const { batch_per_gpu } = plan.train;
  if (samples < gpus) return `Take more clips, or train on ${count(samples, 'GPU')} at most.`;
  if (samples < gpus * batch_per_gpu) return `Write batch_per_gpu = ${Math.floor(samples / gpus)} or less.`;
  return `Write global_batch = ${Math.floor(samples / (gpus * batch_per_gpu)) * gpus * batch_per_gpu} or less.`;
};
