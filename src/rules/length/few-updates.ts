import { scheduleOf } from '../../estimate/schedule.ts';
import { count } from '../common.ts';
import { clips, pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const about = 'birds holds 40 clips, each of which gives one sample';

export const fewUpdates: Rule = {
  code: 'few-updates',
  severity: 'warning',
  certain: false,
  why: `Epochs are counted in samples, learning in updates: 3 epochs of 40 clips are 15 updates of 8 samples, in which nothing
is learnt ("instant training", sdbds/musubi-tuner-scripts#2). A length under 100 updates that is written in steps is
taken as a trial and not judged.`,
  sources: [
    'sdbds/musubi-tuner-scripts#2',
    'huggingface/finetrainers#216',
    'kohya-ss/sd-scripts#251',
    'Linaqruf/kohya-trainer#82',
    'caikit/caikit-nlp#295',
  ],
  bad: { text: pipeline({ about, length: '3 epochs' }), clips: clips(40) },
  good: { text: pipeline({ about, length: '30 epochs' }), clips: clips(40) },
  quiet: [
    { text: pipeline({ length: '20 epochs' }), clips: clips(40) },
    { text: pipeline({ length: '20 steps' }), clips: clips(40) },
  ],
  catches: ['M029'],
  *check(plan, { survey }) {
    const { length } = plan.train;
    const schedule = scheduleOf(plan, survey);
    if (!('epochs' in length) || !schedule?.samples || schedule.updates >= 100) return;
    const enough = Math.ceil((1000 * plan.train.global_batch) / schedule.samples);
    yield {
      path: ['train', 'length'],
      message: `${count(length.epochs, 'epoch')} over ${count(schedule.samples, 'sample')} ${length.epochs === 1 ? 'is' : 'are'} only ${count(schedule.updates, 'update')}.`,
      help: `Write length = ${enough} epochs (1000 updates), or say the updates: length = ${count(schedule.updates, 'step')}.`,
    };
  },
};
