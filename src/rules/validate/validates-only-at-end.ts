import { scheduleOf } from '../../estimate/schedule.ts';
import { pipeline } from '../examples.ts';
import type { Rule } from '../rule.ts';

const prompts = 'prompts = "a heron stands in the reeds and looks around"';

export const validatesOnlyAtEnd: Rule = {
  code: 'validates-only-at-end',
  severity: 'warning',
  certain: false,
  why: `Validation videos show on the way whether a run goes wrong. A run that ends before the first is due shows none but those of its
end, after all GPU hours are spent: the interval was most often copied from a longer run (Nixtla/neuralforecast#399).`,
  sources: ['Nixtla/neuralforecast#399', 'zai-org/CogVideo#669'],
  bad: pipeline({ train: [`validate { every = 5000 steps, ${prompts} }`] }),
  good: pipeline({ train: [`validate { every = 250 steps, ${prompts} }`] }),
  quiet: [
    pipeline({ train: [`validate { every = 1000 steps, ${prompts} }`] }),
    pipeline({ train: [`validate { every = [5000 steps, 1 h], ${prompts} }`] }),
    pipeline({ train: [`validate { ${prompts} }`] }),
  ],
  *check(plan, { survey }) {
    const { every } = plan.train.validate;
    const updates = scheduleOf(plan, survey)?.updates;
    if (updates === undefined || !every?.steps || every.seconds !== undefined || every.steps <= updates) return;
    const quarter = Math.max(1, Math.ceil(updates / 4));
    yield {
      path: ['train', 'validate', 'every'],
      message: `Validation is due every ${every.steps} steps, and the run ends after ${updates}.`,
      help: `Write every = ${quarter} steps to see four on the way, or leave every out for the end alone.`,
      fix: { safety: 'unsafe', set: [{ path: ['train', 'validate', 'every'], text: `${quarter} steps` }] },
    };
  },
};
