import { scheduleOf } from '../../estimate/schedule.ts';
import { count } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

export const nothingLeftToTrain: Rule = {
  code: 'nothing-left-to-train',
  severity: 'error',
  certain: true,
  why: `A run goes on from its newest checkpoint. Where that is past the length, nothing is trained: the file changed, and the run
does not. (In other trainers the counters begin anew at 0, and everything is trained once more: kohya-ss/musubi-tuner#126,
#461.) A run that is just finished is a note.`,
  bad: { text: pipeline({ length: '1000 steps' }), run: { checkpoints: [1000, 1250, 1500] } },
  good: { text: pipeline({ length: '2000 steps' }), run: { checkpoints: [1000, 1250, 1500] } },
  quiet: [
    { text: pipeline({ length: '1000 steps' }), run: { checkpoints: [500, 750, 999] } },
    { text: pipeline({ length: '1000 steps' }), run: { checkpoints: [] } },
  ],
  sources: ['kohya-ss/musubi-tuner#126', 'kohya-ss/musubi-tuner#461', 'bmaltais/kohya_ss#2771'],
  catches: ['M009'],
  *check(plan, { run, survey }) {
    const newest = run?.checkpoints.at(-1);
    const updates = scheduleOf(plan, survey)?.updates;
    if (newest === undefined || updates === undefined || newest < updates) return;
    yield {
      path: ['train', 'length'],
      message:
        newest === updates
          ? `The run ${plan.name} has all its ${count(updates, 'update')} already.`
          : `The run ${plan.name} has a checkpoint of update ${newest}, and its length is ${count(updates, 'update')}.`,
      help: `Write a length above ${newest} steps to train on, or give the pipeline a new name.`,
      severity: newest === updates ? 'note' : 'error',
    };
  },
};
