import { isTrial, scheduleOf } from '../../estimate/schedule.ts';
import { promptsOf, turnsOf } from '../../estimate/time.ts';
import { count, gpuCount } from '../common.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const prompts = 'prompts = "a heron stands in the reeds and looks around"';

export const frequentVideos: Rule = {
  code: 'frequent-videos',
  severity: 'warning',
  certain: false,
  why: `A video takes the model a hundred times forward (50 steps, each with and without the prompt); a sample of an update about four (once
forward, once more for what was not kept, and twice as long back). Each GPU makes one at a time, and nothing is
trained meanwhile. Told where the file names no GPU, so that no times are known, and videos take more of the work than the training.`,
  bad: pipeline({ train: [`validate { every = 1 steps, ${prompts} }`] }),
  good: pipeline({ train: [`validate { every = 250 steps, ${prompts} }`] }),
  quiet: [
    pipeline({ train: [`validate { every = 10 steps, ${prompts} }`] }),
    pipeline({ length: '10 steps', train: [`validate { every = 1 steps, ${prompts} }`] }),
  ],
  sources: ['zai-org/CogVideo#763', 'kohya-ss/musubi-tuner#317'],
  catches: ['M069'],
  *check(plan, { survey }) {
    const { validate, global_batch } = plan.train;
    const schedule = scheduleOf(plan, survey);
    const videos = promptsOf(plan);
    if (!schedule || !validate.every?.steps || plan.cluster.gpu !== null || isTrial(plan) || videos === 0) return;
    if (validate.every.steps > schedule.updates) return;
    const making = turnsOf(plan) * validate.steps * 2;
    const training = validate.every.steps * (global_batch / gpuCount(plan)) * 4;
    if (making <= training) return;
    const every = validate.every.steps === 1 ? 'each step' : `every ${validate.every.steps} steps`;
    yield {
      path: ['train', 'validate', 'every'],
      message: `${count(videos, 'video')} after ${every} ${videos === 1 ? 'takes' : 'take'} the model ${making} passes, and the training between them about ${Math.round(training)}.`,
      help: `Write every = ${Math.min(schedule.updates, Math.max(1, Math.ceil((making * 9) / (training / validate.every.steps) / 10) * 10))} steps.`,
    };
  },
};
